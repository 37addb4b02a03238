package dev.pollux.runtime;

import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.task.JoinHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that blocks its thread keeps no other task waiting. Each test would hang if it did. */
@Timeout(60)
class BlockedWorkerTest {

    private final CountDownLatch release = new CountDownLatch(1);

    private Void block() throws InterruptedException {
        assertThat(release.await(50, TimeUnit.SECONDS)).isTrue();
        return null;
    }

    private static AsyncRuntime runtime(int workers) {
        return AsyncRuntime.multiThread().workerThreads(workers).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void blockedTask_doesNotKeepSleepersWaiting(int workers) throws Exception {
        try (AsyncRuntime runtime = runtime(workers)) {
            runtime.blockOn(runtime.spawn(() -> {
                List<JoinHandle<Void>> sleepers = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    sleepers.add(spawn(sleep(Duration.ofMillis(10))));
                }
                yieldNow().await(); // they arm their timers
                var blocked = spawn(call(this::block));
                for (var each : sleepers) {
                    each.await();
                }
                release.countDown();
                blocked.await();
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void taskThatABlockedTaskWokeLast_isRunByAnother(int workers) throws Exception {
        try (AsyncRuntime runtime = runtime(workers)) {
            runtime.blockOn(runtime.spawn(call(() -> {
                spawn(call(() -> {
                    release.countDown();
                    return null;
                }));
                return block();
            })));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tasksThatABlockedTaskSpawned_areRunByOthers(int workers) throws Exception {
        CountDownLatch all = new CountDownLatch(1_000);
        try (AsyncRuntime runtime = runtime(workers)) {
            runtime.blockOn(runtime.spawn(call(() -> {
                for (int i = 0; i < 1_000; i++) {
                    spawn(call(() -> {
                        all.countDown();
                        return null;
                    }));
                }
                assertThat(all.await(50, TimeUnit.SECONDS)).isTrue();
                return null;
            })));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Behaviour("RTX-02")
    void blockedTask_doesNotKeepSocketsWaiting(int workers) throws Exception {
        try (AsyncRuntime runtime = runtime(workers)) {
            runtime.blockOn(runtime.spawn(() -> {
                var listener = TcpListener.bind("127.0.0.1:0").await();
                var server = spawn(() -> {
                    var socket = listener.accept().await();
                    socket.writeAll(ByteBuffer.wrap(new byte[] {42})).await();
                    socket.close();
                });
                var client = TcpStream.connect(
                                listener.localAddress().toString().replace("/", ""))
                        .await();
                var read = spawn(() -> {
                    var buffer = ByteBuffer.allocate(1);
                    client.read(buffer).await();
                    release.countDown();
                });
                var blocked = spawn(call(this::block));
                read.await();
                server.await();
                blocked.await();
                client.close();
                listener.close();
            }));
        }
    }

    @Test
    void asManyBlockedTasksAsWorkersAndMore_leaveOthersRunning() throws Exception {
        try (AsyncRuntime runtime = runtime(2)) {
            runtime.blockOn(runtime.spawn(() -> {
                var blocked = new ArrayList<JoinHandle<Void>>();
                for (int i = 0; i < 6; i++) {
                    blocked.add(spawn(call(this::block)));
                }
                for (int i = 0; i < 20; i++) {
                    sleep(Duration.ofMillis(1)).await();
                    spawn(yieldNow()).await();
                }
                release.countDown();
                for (var each : blocked) {
                    each.await();
                }
            }));
        }
    }

    @Test
    void spinningTask_doesNotKeepOthersWaiting() throws Exception {
        try (AsyncRuntime runtime = runtime(1)) {
            runtime.blockOn(runtime.spawn(() -> {
                var spinning = spawn(call(() -> {
                    while (release.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return null;
                }));
                sleep(Duration.ofMillis(20)).await();
                release.countDown();
                spinning.await();
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void blockInPlace_letsOtherTasksRun(int workers) throws Exception {
        try (AsyncRuntime runtime = runtime(workers)) {
            String value = runtime.blockOn(runtime.spawn(() -> {
                var other = spawn(() -> {
                    yieldNow().await();
                    release.countDown();
                });
                blockInPlace(this::block);
                other.await();
                return "done";
            }));

            assertThat(value).isEqualTo("done");
        }
    }

    @Test
    void blockInPlace_manyTimes_leavesTheRuntimeAsItWas() throws Exception {
        try (AsyncRuntime runtime = runtime(2)) {
            int sum = runtime.blockOn(runtime.spawn(() -> {
                int total = 0;
                for (int i = 0; i < 200; i++) {
                    var child = spawn(call(() -> 1));
                    total += blockInPlace(() -> 1);
                    total += child.await();
                }
                return total;
            }));

            assertThat(sum).isEqualTo(400);
        }
    }

    @Test
    void blockInPlace_outsideARuntime_isAPlainCall() throws Exception {
        assertThat(blockInPlace(() -> Thread.currentThread())).isSameAs(Thread.currentThread());
    }

    @Test
    void blockInPlace_onTheOnlyThread_isRefused() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThatThrownBy(() -> runtime.blockOn(call(() -> blockInPlace(() -> "blocked"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("blockInPlace")
                    .hasMessageContaining("spawnBlocking");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void blockOn_onAWorker_handsItsTasksOver(int workers) throws Exception {
        try (AsyncRuntime runtime = runtime(workers)) {
            String value = runtime.blockOn(runtime.spawn(call(() -> {
                JoinHandle<String> nested = runtime.spawn(call(() -> "nested"));
                return runtime.blockOn(nested);
            })));

            assertThat(value).isEqualTo("nested");
        }
    }

    @Test
    void shutdown_withABlockedTask_namesItAndLeavesTheRestEnded() throws Exception {
        AsyncRuntime runtime = runtime(2);
        CountDownLatch begun = new CountDownLatch(1);
        JoinHandle<Void> blocked = runtime.spawn(call(() -> {
            begun.countDown();
            return block();
        }));
        assertThat(begun.await(50, TimeUnit.SECONDS)).isTrue();

        assertThat(runtime.shutdown(Duration.ofMillis(50)).isComplete()).isFalse();
        assertThat(blocked.isFinished()).isFalse();

        release.countDown();
        runtime.close();
        assertThat(blocked.isFinished()).isTrue();
    }
}
