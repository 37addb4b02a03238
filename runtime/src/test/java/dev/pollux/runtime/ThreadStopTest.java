package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is over when the end of a runtime has been waited for. */
@Timeout(60)
class ThreadStopTest {

    /** A close that does not wait returns within this time, mostly. */
    private static final long MOMENT_MILLIS = 50;

    private final Set<Thread> started = ConcurrentHashMap.newKeySet();
    private final Set<Thread> stopped = ConcurrentHashMap.newKeySet();
    private final Semaphore stopping = new Semaphore(0);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private RuntimeBuilder hooked(RuntimeBuilder builder) {
        return builder.onThreadStart(() -> started.add(Thread.currentThread())).onThreadStop(() -> {
            stopping.release();
            awaitQuietly(goOn);
            stopped.add(Thread.currentThread());
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            waitFor(latch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Closes while the stop hooks of all threads hold on, and lets them go. */
    private void closeAgainstHooks(AsyncRuntime runtime, int threads) throws InterruptedException {
        Thread closer = new Thread(runtime::close, "closer");
        closer.start();
        stopping.acquire(threads);
        closer.join(MOMENT_MILLIS);
        assertThat(closer.isAlive()).isTrue();
        goOn.countDown();
        closer.join();
    }

    @Test
    void close_ofAMultiThreadRuntime_waitsForTheStopHooksOfItsWorkers() throws Exception {
        AsyncRuntime runtime =
                hooked(AsyncRuntime.multiThread().workerThreads(2)).build();

        closeAgainstHooks(runtime, 2);

        assertThat(stopped).hasSize(2).containsAll(started);
        assertThat(stopped).noneMatch(Thread::isAlive);
    }

    @Test
    void close_waitsForTheStopHooksOfBlockingThreads() throws Exception {
        AsyncRuntime runtime = hooked(AsyncRuntime.currentThread()).build();
        runtime.blockOn(runtime.spawnBlocking(() -> "done"));

        closeAgainstHooks(runtime, 1);

        assertThat(stopped).hasSize(1).containsAll(started);
    }

    @Test
    void close_waitsForTheStopHooksOfABulkhead() throws Exception {
        AsyncRuntime runtime = hooked(AsyncRuntime.currentThread()).build();
        Bulkhead bulkhead = Bulkhead.named("files").build(runtime.handle());
        runtime.blockOn(bulkhead.spawnBlocking(() -> "done"));

        closeAgainstHooks(runtime, 1);

        assertThat(stopped).hasSize(1).containsAll(started);
    }

    @Test
    void close_leavesNoThreadOfTheSchedulerAlive() {
        AsyncRuntime runtime =
                AsyncRuntime.multiThread().name("leaves-none").workerThreads(3).build();
        assertThat(alive("leaves-none")).isTrue();

        runtime.close();

        assertThat(alive("leaves-none")).isFalse();
    }

    private static boolean alive(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(prefix));
    }

    @Test
    void shutdown_withATimeout_abandonsAStopHookThatHangs() throws Exception {
        AsyncRuntime runtime =
                hooked(AsyncRuntime.multiThread().workerThreads(1)).build();

        ShutdownReport report = runtime.shutdown(Duration.ofMillis(1));

        assertThat(report.stuck()).singleElement().satisfies(stuck -> {
            assertThat(stuck.task()).isNull();
            assertThat(stuck.toString()).contains("a worker outside of any task");
        });
        assertThat(report.isComplete()).isFalse();
        goOn.countDown();
        runtime.close();
        assertThat(stopped).hasSize(1);
    }
}
