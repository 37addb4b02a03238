package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What threads call before and after they sleep. Most of these tests would hang if a hook were forgotten or overlooked. */
@Timeout(60)
class ParkHooksTest {

    /** Shows its waker to a hook, and is ready when it is polled again. */
    private static final class SecondPoll implements Future<String> {

        private final AtomicReference<Waker> waker = new AtomicReference<>();

        @Override
        public Poll<String> poll(Context cx) {
            return waker.getAndSet(cx.waker()) == null ? Poll.pending() : Poll.ready("polled again");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTP-01")
    void hookThatWakesTheRoot_isHeard(RuntimeKind kind) throws Exception {
        Gate gate = new Gate();
        try (AsyncRuntime runtime = kind.builder(1).onThreadPark(gate::open).build()) {
            assertThat(runtime.blockOn(gate)).isEqualTo("open");
            if (kind == RuntimeKind.CURRENT_THREAD) {
                assertThat(runtime.metrics().worker(0).parkCount()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTP-02")
    void hookThatSpawns_hasTheTaskRunInsteadOfThePark(RuntimeKind kind) throws Exception {
        CompletableFuture<String> ran = new CompletableFuture<>();
        AtomicBoolean spawned = new AtomicBoolean();
        try (AsyncRuntime runtime = kind.builder(1)
                .onThreadPark(() -> {
                    if (!spawned.getAndSet(true)) {
                        Handle.current().spawn(call(() -> ran.complete("ran")));
                    }
                })
                .build()) {
            assertThat(runtime.blockOn(fromStage(ran))).isEqualTo("ran");
            if (kind == RuntimeKind.CURRENT_THREAD) {
                assertThat(runtime.metrics().worker(0).parkCount()).isZero();
            }
        }
    }

    @Test
    @Behaviour("RTP-03")
    void blockOnOfAnotherThread_wakesTheOneThatParks() throws Exception {
        CountDownLatch parking = new CountDownLatch(1);
        Gate gate = new Gate();
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().onThreadPark(parking::countDown).build()) {
            FutureTask<String> first = new FutureTask<>(() -> runtime.blockOn(gate));
            new Thread(first).start();
            waitFor(parking);

            runtime.blockOn(call(() -> {
                gate.open();
                return null;
            }));

            assertThat(first.get()).isEqualTo("open");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTP-04")
    void hookThatAlwaysWakesTheRoot_starvesNoTimer(RuntimeKind kind) throws Exception {
        AtomicReference<Waker> waker = new AtomicReference<>(Waker.noop());
        try (AsyncRuntime runtime =
                kind.builder(1).onThreadPark(() -> waker.get().wake()).build()) {
            JoinHandle<Void> timer = runtime.spawn(() -> {
                sleep(Duration.ofMillis(5)).await();
            });
            Future<Void> root = cx -> {
                waker.set(cx.waker());
                return timer.poll(cx);
            };

            assertThat(runtime.blockOn(root)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTB-16")
    void yieldNow_polledInTheHook_wakesItsTask(RuntimeKind kind) throws Exception {
        SecondPoll root = new SecondPoll();
        try (AsyncRuntime runtime =
                kind.builder(1).onThreadPark(() -> yieldFor(root.waker.get())).build()) {
            Future<String> watched = kind == RuntimeKind.CURRENT_THREAD ? root : runtime.spawn(root);

            assertThat(runtime.blockOn(watched)).isEqualTo("polled again");
        }
    }

    private static void yieldFor(Waker waker) {
        if (waker == null) {
            return;
        }
        try {
            assertThat(yieldNow().poll(Context.of(waker)).isReady()).isFalse();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hookThatThrows_isReportedAndHurtsNobody(RuntimeKind kind) throws Exception {
        Queue<String> reported = new ConcurrentLinkedQueue<>();
        Runnable listen = () -> Thread.currentThread()
                .setUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown.getMessage()));
        FutureTask<Void> program = new FutureTask<>(() -> {
            listen.run();
            RuntimeBuilder builder = kind.builder(1)
                    .onThreadStart(listen)
                    .onThreadPark(() -> {
                        throw new IllegalStateException("park");
                    })
                    .onThreadUnpark(() -> {
                        throw new AssertionError("unpark");
                    });
            try (AsyncRuntime runtime = builder.build()) {
                return runtime.blockOn(runtime.spawn(() -> {
                    sleep(Duration.ofMillis(1)).await();
                }));
            }
        });
        new Thread(program).start();

        program.get();
        assertThat(reported).contains("park", "unpark");
    }

    @ParameterizedTest
    @EnumSource
    void hooks_areCalledInTurnsByTheThreadThatRunsTasks(RuntimeKind kind) throws Exception {
        List<String> calls = new ArrayList<>(); // of one thread; read after it ended, or by itself
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicReference<Thread> worker = new AtomicReference<>();
        RuntimeBuilder builder = kind.builder(1)
                .onThreadPark(() -> {
                    calls.add("park");
                    threads.add(Thread.currentThread());
                })
                .onThreadUnpark(() -> calls.add("unpark"));
        try (AsyncRuntime runtime = builder.build()) {
            runtime.blockOn(runtime.spawn(() -> {
                worker.set(Thread.currentThread());
                sleep(Duration.ofMillis(1)).await();
                runtime.spawnBlocking(() -> "has no part in this").await();
            }));
        }

        assertThat(threads).containsExactly(worker.get());
        assertThat(calls).startsWith("park", "unpark");
        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i)).isEqualTo(i % 2 == 0 ? "park" : "unpark");
        }
        assertThat(calls.size() % 2).isZero();
    }

    @Test
    void hook_ofACurrentThreadRuntime_isNotCalledWhileThereIsSomethingToDo() throws Exception {
        List<String> parks = new ArrayList<>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .onThreadPark(() -> parks.add("park"))
                .build()) {
            runtime.blockOn(async(() -> {
                for (int i = 0; i < 200; i++) {
                    yieldNow().await();
                }
            }));

            assertThat(parks).isEmpty();
        }
    }
}
