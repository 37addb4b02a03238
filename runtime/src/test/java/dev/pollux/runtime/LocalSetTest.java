package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.consumeBudget;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocalSetTest {

    private final Thread owner = Thread.currentThread();

    private static AsyncRuntime runtime(boolean multiThread) {
        return multiThread
                ? AsyncRuntime.multiThread().workerThreads(2).build()
                : AsyncRuntime.currentThread().build();
    }

    private Future<Integer> onOwner(int depth) {
        return async(() -> {
            assertThat(Thread.currentThread()).isSameAs(owner);
            yieldNow().await();
            assertThat(Thread.currentThread()).isSameAs(owner);
            return depth == 0 ? 1 : 1 + spawnLocal(onOwner(depth - 1)).await();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"TLS-01", "TLS-02", "TLS-17", "s:task/local-01"})
    void localTasks_runOnTheOwnersThread(boolean multiThread) throws Exception {
        try (AsyncRuntime runtime = runtime(multiThread);
                LocalSet local = new LocalSet(runtime.handle())) {
            assertThat(local.blockOn(onOwner(4))).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"TLS-03", "TLS-05", "TLS-16", "TLS-22"})
    void set_asAFuture_isReadyWhenAllTasksHaveEnded(boolean multiThread) throws Exception {
        int[] ended = new int[1];
        try (AsyncRuntime runtime = runtime(multiThread);
                LocalSet local = new LocalSet(runtime.handle())) {
            for (int i = 0; i < 128; i++) {
                local.spawnLocal(async(() -> {
                    spawnLocal(onOwner(0)).await();
                    ended[0]++;
                }));
            }
            runtime.blockOn(local);

            assertThat(ended[0]).isEqualTo(128);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"TLS-04", "TLS-06", "TLS-26"})
    void timers_wakeLocalTasks(boolean multiThread) throws Exception {
        try (AsyncRuntime runtime = runtime(multiThread);
                LocalSet local = new LocalSet(runtime.handle())) {
            JoinHandle<Thread> task = local.spawnLocal(async(() -> {
                sleep(Duration.ZERO).await();
                sleep(Duration.ofMillis(2)).await();
                return Thread.currentThread();
            }));

            assertThat(local.blockOn(task)).isSameAs(owner);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"RTC-40", "RTC-41"})
    void sockets_workInLocalTasks(boolean multiThread) throws Exception {
        try (AsyncRuntime runtime = runtime(multiThread);
                LocalSet local = new LocalSet(runtime.handle())) {
            byte read = local.blockOn(async(() -> {
                var listener = TcpListener.bind("127.0.0.1:0").await();
                var server = spawnLocal(() -> {
                    var socket = listener.accept().await();
                    socket.writeAll(ByteBuffer.wrap(new byte[] {7})).await();
                    socket.close();
                });
                var client = TcpStream.connect(
                                "127.0.0.1:" + listener.localAddress().getPort())
                        .await();
                var buffer = ByteBuffer.allocate(1);
                client.read(buffer).await();
                server.await();
                client.close();
                listener.close();
                return buffer.get(0);
            }));

            assertThat(read).isEqualTo((byte) 7);
        }
    }

    @Test
    @Behaviour("TLS-07")
    void enter_letsSpawnLocalFindTheSet() throws Exception {
        try (AsyncRuntime runtime = runtime(true);
                LocalSet local = new LocalSet(runtime.handle())) {
            JoinHandle<Integer> task;
            try (LocalGuard guard = local.enter()) {
                assertThat(guard).isNotNull();
                task = spawnLocal(onOwner(0));
            }
            assertThatThrownBy(() -> spawnLocal(onOwner(0))).isInstanceOf(IllegalStateException.class);

            assertThat(local.blockOn(task)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"TLS-08", "TLS-09", "TLS-10", "TLS-12", "TLS-13"})
    void blockInPlace_isRefused(boolean multiThread) throws Exception {
        try (AsyncRuntime runtime = runtime(multiThread);
                LocalSet local = new LocalSet(runtime.handle())) {
            assertThatThrownBy(() -> local.blockOn(call(() -> blockInPlace(() -> "blocked"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> local.blockOn(local.spawnLocal(call(() -> blockInPlace(() -> "blocked")))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour("TLS-15")
    void spawnBlocking_runsElsewhereAndGoesOnAtTheOwner(boolean multiThread) throws Exception {
        try (AsyncRuntime runtime = runtime(multiThread);
                LocalSet local = new LocalSet(runtime.handle())) {
            local.blockOn(local.spawnLocal(async(() -> {
                Thread elsewhere = spawnBlocking(() -> Thread.currentThread()).await();
                assertThat(elsewhere).isNotSameAs(owner);
                assertThat(Thread.currentThread()).isSameAs(owner);
            })));
        }
    }

    @Test
    @Behaviour("TLS-18")
    void handle_mayBeAwaitedByAWorker() throws Exception {
        try (AsyncRuntime runtime = runtime(true);
                LocalSet local = new LocalSet(runtime.handle())) {
            JoinHandle<Integer> task = local.spawnLocal(onOwner(1));
            JoinHandle<Integer> joiner = runtime.spawn(async(() -> task.await() + 1));

            assertThat(local.blockOn(joiner)).isEqualTo(3);
        }
    }

    @Test
    @Behaviour({"TLS-20", "TLS-21", "TLS-24"})
    void close_dropsTheTasksOnTheOwnersThread() throws Exception {
        List<Thread> droppers = new ArrayList<>();
        AtomicReference<Waker> waker = new AtomicReference<>();
        try (AsyncRuntime runtime = runtime(true)) {
            LocalSet local = new LocalSet(runtime.handle());
            JoinHandle<String> task = local.spawnLocal(async(() -> {
                try {
                    return dev.pollux.Pollux.<String>pollFn(cx -> {
                                waker.set(cx.waker());
                                return dev.pollux.future.Poll.pending();
                            })
                            .await();
                } finally {
                    droppers.add(Thread.currentThread());
                    waker.get().wake();
                }
            }));
            local.blockOn(yieldNow());
            CompletableFuture.runAsync(() -> waker.get().wake()).get();
            local.close();
            local.close();

            assertThat(droppers).containsExactly(owner);
            assertThatThrownBy(() -> runtime.blockOn(task)).isInstanceOf(TaskCancelledException.class);
            assertThatThrownBy(() -> runtime.blockOn(local.spawnLocal(onOwner(0))))
                    .isInstanceOf(TaskCancelledException.class);
        }
    }

    @Test
    @Behaviour("TLS-23")
    void localTasks_takeTurnsWithTheFutureBesideThem() throws Exception {
        int[] turns = new int[1];
        try (AsyncRuntime runtime = runtime(true);
                LocalSet local = new LocalSet(runtime.handle())) {
            local.blockOn(async(() -> {
                spawnLocal(() -> {
                    while (turns[0] >= 0) {
                        turns[0]++;
                        yieldNow().await();
                    }
                });
                for (int i = 0; i < 500; i++) {
                    yieldNow().await();
                }
                assertThat(turns[0]).isGreaterThan(500);
                turns[0] = -1;
            }));
        }
    }

    @Test
    @Behaviour("TLS-25")
    void spawnLocal_betweenTwoPolls_wakesTheSet() throws Exception {
        try (AsyncRuntime runtime = runtime(false);
                LocalSet local = new LocalSet(runtime.handle())) {
            String value = runtime.blockOn(async(() -> {
                var answer = new CompletableFuture<String>();
                // A task of the runtime, on the same thread, spawns into the set while the set waits.
                spawn(() -> {
                    yieldNow().await();
                    local.spawnLocal(async(() -> {
                        answer.complete("ran");
                    }));
                });
                return local.runUntil(dev.pollux.Pollux.fromStage(answer)).await();
            }));

            assertThat(value).isEqualTo("ran");
        }
    }

    @Test
    @Behaviour("TLS-29")
    void localTask_hasABudgetOfItsOwn() throws Exception {
        int[] rounds = new int[1];
        try (AsyncRuntime runtime = runtime(false);
                LocalSet local = new LocalSet(runtime.handle())) {
            local.blockOn(async(() -> {
                var task = spawnLocal(() -> {
                    for (int i = 0; i < 100; i++) {
                        consumeBudget().await();
                        rounds[0]++;
                    }
                });
                for (int i = 0; i < 100; i++) {
                    consumeBudget().await();
                }
                task.await();
            }));

            assertThat(rounds[0]).isEqualTo(100);
        }
    }

    @Test
    @Behaviour("TAB-03")
    void abort_fromAnotherThread_dropsOnTheOwnersThread() throws Exception {
        AtomicReference<Thread> dropper = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        try (AsyncRuntime runtime = runtime(true);
                LocalSet local = new LocalSet(runtime.handle())) {
            JoinHandle<String> task = local.spawnLocal(async(() -> {
                try {
                    started.countDown();
                    return dev.pollux.Pollux.<String>pending().await();
                } finally {
                    dropper.set(Thread.currentThread());
                }
            }));
            Thread aborter = new Thread(() -> {
                try {
                    started.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                task.abort();
            });
            aborter.start();

            assertThatThrownBy(() -> local.blockOn(task)).isInstanceOf(TaskCancelledException.class);
            assertThat(dropper).hasValue(owner);
            aborter.join();
        }
    }

    @Test
    void use_byAnotherThread_isRefused() throws Exception {
        try (AsyncRuntime runtime = runtime(true);
                LocalSet local = new LocalSet(runtime.handle())) {
            JoinHandle<Void> elsewhere = runtime.spawn(local);

            assertThatThrownBy(() -> runtime.blockOn(elsewhere))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(owner.getName());
            assertThatThrownBy(() -> CompletableFuture.runAsync(local::close).join())
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> CompletableFuture.runAsync(() -> local.spawnLocal(pending()))
                            .join())
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void failure_ofALocalTaskThatNobodyJoins_isReported() throws Exception {
        List<Throwable> reported = new ArrayList<>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .onFailure(failure -> reported.add(failure.failure()))
                .build()) {
            IllegalArgumentException thrown = new IllegalArgumentException("lost?");
            try (LocalSet local = new LocalSet(runtime.handle())) {
                JoinHandle<String> kept = local.spawnLocal(call(() -> {
                    throw thrown;
                }));
                local.blockOn(yieldNow());
                assertThat(kept.isFinished()).isTrue();
            }
            assertThat(reported).containsExactly(thrown);
        }
    }

    @Test
    void manyLocalTasks_joinAll() throws Exception {
        try (AsyncRuntime runtime = runtime(true);
                LocalSet local = new LocalSet(runtime.handle())) {
            List<Integer> all = local.blockOn(async(() -> {
                List<Future<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    tasks.add(spawnLocal(onOwner(0)));
                }
                return joinAll(tasks).await();
            }));

            assertThat(all).hasSize(1_000).containsOnly(1);
        }
    }
}
