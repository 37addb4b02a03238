package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.TaskDump.State;
import dev.pollux.task.JoinHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A blocking job that was aborted, and does not care. */
@Timeout(60)
class AbortedJobDumpTest {

    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean released;

    private String runOn() {
        started.countDown();
        while (!released) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return "late";
    }

    @Test
    void abortedJob_thatRunsOn_isInTheDumpUntilItEnds() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<String> job = runtime.handle().task().name("deaf").spawnBlocking(this::runOn);
            waitFor(started);
            assertThat(runtime.dump().blockingJobs())
                    .extracting(TaskDump::state)
                    .containsExactly(State.RUNNING);
            job.abort();

            RuntimeDump dump = runtime.dump();

            TaskDump seen = dump.blockingJobs().get(0);
            assertThat(dump.blockingJobs()).hasSize(1);
            assertThat(seen.id()).isEqualTo(job.id());
            assertThat(seen.name()).isEqualTo("deaf");
            assertThat(seen.state()).isEqualTo(State.ABORTED);
            assertThat(seen.label()).startsWith("blocking job of " + AbortedJobDumpTest.class.getName());
            assertThat(seen.thread()).isEqualTo("pollux-blocking-1");
            assertThat(seen.stack()).anyMatch(frame -> frame.getMethodName().equals("runOn"));
            assertThat(dump.toString())
                    .contains("blocking job, task " + job.id().value() + " \"deaf\" [aborted, still running on");
            released = true;
            while (!runtime.dump().blockingJobs().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void abortedComputation_thatDoesNotAsk_isInTheDump() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<String> job = runtime.spawnCompute(this::runOn);
            waitFor(started);
            job.abort();

            RuntimeDump dump = runtime.dump();
            released = true;

            assertThat(dump.blockingJobs())
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.state()).isEqualTo(State.ABORTED));
        }
    }
}
