package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What abort does to a blocking job, on a pool of one thread. */
@Timeout(60)
class BlockingAbortTest {

    private final BlockingQueue<TaskFailure> reported = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final AsyncRuntime runtime = AsyncRuntime.currentThread()
            .maxBlockingThreads(1)
            .onFailure(reported::add)
            .build();

    @AfterEach
    void close() {
        finish.countDown();
        runtime.close();
    }

    @Test
    void abort_ofAQueuedJob_forgetsItAtOnce() throws Exception {
        JoinHandle<String> first = runtime.spawnBlocking(this::block);
        waitFor(started);
        AtomicBoolean ran = new AtomicBoolean();
        JoinHandle<Boolean> queued = runtime.spawnBlocking(() -> ran.getAndSet(true));

        queued.abort();

        assertCancelled(queued);
        finish.countDown();
        assertThat(runtime.blockOn(first)).isEqualTo("finished");
        runtime.blockOn(runtime.spawnBlocking(() -> "after it"));
        assertThat(ran).isFalse();
    }

    @Test
    void abort_ofARunningJob_interruptsItAndAnswersAtOnce() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        JoinHandle<String> job = runtime.spawnBlocking(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                waitFor(finish);
            }
            return "late";
        });
        waitFor(started);

        job.abort();

        assertCancelled(job);
        waitFor(interrupted);
        assertThat(reported).isEmpty();
    }

    @Test
    void job_afterAnInterruptedOne_isNotInterrupted() throws Exception {
        JoinHandle<String> job = runtime.spawnBlocking(this::block);
        waitFor(started);
        JoinHandle<Boolean> next =
                runtime.spawnBlocking(() -> Thread.currentThread().isInterrupted());

        job.abort();

        assertThat(runtime.blockOn(next)).isFalse();
    }

    @Test
    void jobThatIgnoresTheInterrupt_runsOnAndItsValueIsLost() throws Exception {
        JoinHandle<String> job = runtime.spawnBlocking(this::ignoreInterrupts);
        waitFor(started);

        job.abort();

        assertCancelled(job);
        finish.countDown();
        assertThat(runtime.blockOn(runtime.spawnBlocking(() -> "next"))).isEqualTo("next");
        assertThat(reported).isEmpty();
    }

    @Test
    void lateFailure_goesToTheFailureHook() throws Exception {
        IOException failure = new IOException("disk full");
        JoinHandle<String> job = runtime.spawnBlocking(() -> {
            ignoreInterrupts();
            throw failure;
        });
        waitFor(started);

        job.abort();
        assertThat(reported).isEmpty();
        finish.countDown();

        TaskFailure report = reported.take();
        assertThat(report.failure()).isSameAs(failure);
        assertThat(report.taskId()).isEqualTo(job.id());
        assertThat(report.task()).isEqualTo("blocking job of " + BlockingAbortTest.class.getName());
    }

    @Test
    void lateFailure_thatComesFromTheInterrupt_isNobodys() throws Exception {
        List<Exception> ofTheInterrupt = List.of(
                new InterruptedException(),
                new ClosedByInterruptException(),
                new IOException(new InterruptedException()));
        for (Exception failure : ofTheInterrupt) {
            CountDownLatch running = new CountDownLatch(1);
            JoinHandle<String> job = runtime.spawnBlocking(() -> {
                running.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw failure;
                }
                return "never";
            });
            waitFor(running);

            job.abort();

            assertCancelled(job);
            runtime.blockOn(runtime.spawnBlocking(() -> "after it, on the same thread"));
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void abort_twice_interruptsOnce() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        AtomicReference<Boolean> interruptedAgain = new AtomicReference<>();
        JoinHandle<String> job = runtime.spawnBlocking(() -> {
            started.countDown();
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
            first.countDown();
            again.await();
            interruptedAgain.set(Thread.currentThread().isInterrupted());
            return "late";
        });
        waitFor(started);

        job.abort();
        waitFor(first);
        job.abort();
        again.countDown();
        runtime.blockOn(runtime.spawnBlocking(() -> "after it"));

        assertThat(interruptedAgain.get()).isFalse();
        assertCancelled(job);
    }

    @Test
    void abort_fromInside_cancelsTheHandleAndInterruptsTheJobItself() throws Exception {
        AtomicReference<JoinHandle<String>> self = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        JoinHandle<String> job = runtime.spawnBlocking(() -> {
            waitFor(started);
            self.get().abort();
            interrupted.set(Thread.currentThread().isInterrupted());
            return "late";
        });
        self.set(job);
        started.countDown();

        assertThatThrownBy(() -> runtime.blockOn(job)).isInstanceOf(TaskCancelledException.class);
        boolean next = runtime.blockOn(
                runtime.spawnBlocking(() -> Thread.currentThread().isInterrupted()));

        assertThat(interrupted.get()).isTrue();
        assertThat(next).isFalse();
    }

    @Test
    void abort_afterTheEnd_keepsTheValue() throws Exception {
        JoinHandle<String> job = runtime.spawnBlocking(() -> "value");
        runtime.blockOn(runtime.spawnBlocking(() -> "after it"));

        job.abort();

        assertThat(runtime.blockOn(job)).isEqualTo("value");
    }

    /** The abort meets the job at its begin, in its middle, and at its end. It is never felt by the job after it. */
    @Test
    void abort_inTheSameInstantAsTheEnd_isFeltByThatJobAlone() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            JoinHandle<Integer> job = runtime.spawnBlocking(() -> 1);
            JoinHandle<Boolean> next =
                    runtime.spawnBlocking(() -> Thread.currentThread().isInterrupted());
            for (int spin = round % 300; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            job.abort();
            try {
                assertThat(runtime.blockOn(job)).isEqualTo(1);
            } catch (TaskCancelledException e) {
                assertThat(e.taskId()).isEqualTo(job.id());
            }
            assertThat(runtime.blockOn(next)).isFalse();
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void droppedHandle_letsTheJobRunOn() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        JoinHandle<Boolean> job = runtime.spawnBlocking(() -> {
            started.countDown();
            waitFor(finish);
            return log.add("ran, interrupted: " + Thread.currentThread().isInterrupted());
        });
        waitFor(started);

        job.drop();
        finish.countDown();
        runtime.blockOn(runtime.spawnBlocking(() -> "after it"));

        assertThat(log).containsExactly("ran, interrupted: false");
    }

    private String block() throws InterruptedException {
        started.countDown();
        waitFor(finish);
        return "finished";
    }

    private String ignoreInterrupts() {
        started.countDown();
        while (finish.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return "ignored it";
    }

    private static void assertCancelled(JoinHandle<?> handle) {
        assertThat(handle.isFinished()).isTrue();
        assertThatThrownBy(() -> handle.poll(Context.of(Waker.noop()))).isInstanceOf(TaskCancelledException.class);
    }
}
