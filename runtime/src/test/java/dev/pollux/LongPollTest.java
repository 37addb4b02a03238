package dev.pollux;

import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.SlowSystemCall;
import dev.pollux.runtime.spi.LongPoll;
import dev.pollux.stream.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is reported of a poll that takes too long. */
@Timeout(60)
class LongPollTest {

    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final Semaphore reported = new Semaphore(0);

    private void listen(LongPoll report) {
        reports.add(report.toString());
        reported.release();
    }

    private static <T> Future<T> call(Callable<T> body) {
        return cx -> Poll.ready(body.call());
    }

    private AsyncRuntime runtime() {
        return AsyncRuntime.multiThread()
                .workerThreads(1)
                .name("reporting")
                .onLongPoll(this::listen)
                .build();
    }

    @Test
    void blockedTask_isReportedWithItsLineItsLockAndACure() throws Exception {
        Object lock = new Object();
        try (AsyncRuntime runtime = runtime()) {
            var blocked = new CountDownLatch(1);
            synchronized (lock) {
                var task = runtime.spawn(call(() -> {
                    blocked.countDown();
                    synchronized (lock) {
                        return "got it";
                    }
                }));
                blocked.await();
                reported.acquire();
                assertThat(task.isFinished()).isFalse();
            }
        }

        assertThat(reports).hasSize(1);
        assertThat(reports.peek())
                .contains("reporting-worker-1")
                .contains("is blocked")
                .contains("LongPollTest.java")
                .contains("\"" + Thread.currentThread().getName() + "\" holds")
                .contains("spawnBlocking")
                .doesNotContain("schedule.Worker")
                .doesNotContain("RUNNING")
                .doesNotContain("app//");
    }

    @Test
    void computingTask_isReportedAsBurning() throws Exception {
        try (AsyncRuntime runtime = runtime()) {
            runtime.blockOn(runtime.spawn(call(() -> {
                long spins = 0;
                while (reports.isEmpty()) {
                    spins++;
                }
                return spins;
            })));
        }

        assertThat(reports.peek())
                .contains("burns CPU")
                .contains("spawnCompute")
                .contains("task ");
    }

    /** Blocks until the report, so that whatever was to be said of a poll that is stuck for longer was said before. */
    private Void blockUntilReported() throws InterruptedException {
        reported.acquire();
        return null;
    }

    @Test
    void classThatAnotherThreadInitializes_isNotReported() throws Exception {
        Object lockOfClass = new int[0]; // that is what the JVM locks
        try (AsyncRuntime runtime = runtime()) {
            var waiting = new CountDownLatch(1);
            synchronized (lockOfClass) {
                var task = runtime.spawn(call(() -> {
                    waiting.countDown();
                    synchronized (lockOfClass) {
                        return "initialized";
                    }
                }));
                waiting.await();
                runtime.blockOn(runtime.spawn(call(this::blockUntilReported)));
                assertThat(task.isFinished()).isFalse();
            }
        }

        assertThat(reports).singleElement().asString().contains("blockUntilReported");
    }

    @Test
    void systemCallOfTheDriver_isNotReported() throws Exception {
        var slow = new SlowSystemCall();
        try (AsyncRuntime runtime = runtime()) {
            var calling = runtime.spawn(call(slow::call));
            slow.begun();
            runtime.blockOn(runtime.spawn(call(this::blockUntilReported)));
            slow.end();
            runtime.blockOn(calling);
        }

        assertThat(reports).singleElement().asString().contains("blockUntilReported");
    }

    @Test
    void blockingFunctionWithoutFramesOfItsOwn_isReportedAtTheLineThatAwaitsIt() throws Exception {
        var queue = new LinkedBlockingQueue<String>();
        try (AsyncRuntime runtime = runtime()) {
            var task = runtime.spawn(() -> {
                Streams.of(queue).map(BlockingQueue::take).next().await();
            });
            reported.acquire();
            queue.add("enough");
            runtime.blockOn(task);
        }

        assertThat(reports).singleElement().asString().containsPattern("is blocked at dev\\.pollux\\.LongPollTest\\.");
    }

    @Test
    void longComputationOfTheJdk_isReportedOnceAtTheLineThatCallsIt() throws Exception {
        var keys = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256"); // its classes are in com.sun.crypto
        try (AsyncRuntime runtime = runtime()) {
            runtime.blockOn(runtime.spawn(call(() -> {
                while (reports.isEmpty()) {
                    keys.generateSecret(new PBEKeySpec("secret".toCharArray(), new byte[8], 50_000, 256));
                }
                return "derived";
            })));
        }

        assertThat(reports).singleElement().asString().containsPattern("burns CPU at dev\\.pollux\\.LongPollTest\\.");
    }

    private static Void blockOnce(Semaphore until) throws InterruptedException {
        until.acquire();
        return null;
    }

    @Test
    void sameLine_isReportedOnce() throws Exception {
        Semaphore release = new Semaphore(0);
        try (AsyncRuntime runtime = runtime()) {
            runtime.blockOn(runtime.spawn(() -> {
                var tasks = List.of(
                        spawn(call(() -> blockOnce(release))),
                        spawn(call(() -> blockOnce(release))),
                        spawn(call(() -> blockOnce(release))));
                // Three polls are stuck in one line for several budgets.
                sleep(Duration.ofMillis(200)).await();
                release.release(3);
                for (var task : tasks) {
                    task.await();
                }
            }));
        }

        assertThat(reports).filteredOn(report -> report.contains("blockOnce")).hasSize(1);
    }

    @Test
    void shortPolls_areNotReported() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .pollBudget(Duration.ofSeconds(50))
                .onLongPoll(this::listen)
                .build()) {
            runtime.blockOn(runtime.spawn(call(() -> {
                CountDownLatch never = new CountDownLatch(1);
                return never.await(30, java.util.concurrent.TimeUnit.MILLISECONDS);
            })));
        }

        assertThat(reports).isEmpty();
    }
}
