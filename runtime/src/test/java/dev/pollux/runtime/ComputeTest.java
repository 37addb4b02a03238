package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ComputeTest {

    private final BlockingQueue<TaskFailure> reported = new LinkedBlockingQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().onFailure(reported::add).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void spawnCompute_yieldsTheValueOrTheVeryFailure() throws Exception {
        IOException failure = new IOException("no");

        assertThat(runtime.blockOn(runtime.spawnCompute(() -> 6 * 7))).isEqualTo(42);
        assertThatThrownBy(() -> runtime.blockOn(runtime.spawnCompute(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    void spawnCompute_runsOnItsOwnDaemonThreadsWithTheRuntimeCurrent() throws Exception {
        List<Object> seen = runtime.blockOn(runtime.spawnCompute(() ->
                List.of(Thread.currentThread().getName(), Thread.currentThread().isDaemon(), Handle.current())));

        assertThat(seen.get(0)).asString().startsWith("pollux-compute-");
        assertThat(seen.get(1)).isEqualTo(true);
        assertThat(seen.get(2)).isSameAs(runtime.handle());
    }

    @Test
    void whatAJobForks_runsOnTheSamePool() throws Exception {
        Set<String> pools = ConcurrentHashMap.newKeySet();
        class Sum extends RecursiveTask<Integer> {
            private static final long serialVersionUID = 1L;
            private final int from;
            private final int to;

            Sum(int from, int to) {
                this.from = from;
                this.to = to;
            }

            @Override
            protected Integer compute() {
                pools.add(ForkJoinTask.getPool().toString().replaceAll("\\[.*", ""));
                if (to - from == 1) {
                    return from;
                }
                Sum left = new Sum(from, (from + to) / 2);
                left.fork();
                return new Sum((from + to) / 2, to).compute() + left.join();
            }
        }

        int sum = runtime.blockOn(runtime.spawnCompute(() -> new Sum(0, 100).compute()
                + IntStream.range(0, 100)
                        .parallel()
                        .peek(i -> pools.add(ForkJoinTask.getPool().toString().replaceAll("\\[.*", "")))
                        .sum()));

        assertThat(sum).isEqualTo(2 * 4950);
        assertThat(pools).hasSize(1);
    }

    @Test
    void abort_whileItRuns_answersAtOnceAndIsSeenBetweenSteps() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        JoinHandle<Integer> job = runtime.spawnCompute(() -> {
            started.countDown();
            try {
                while (true) {
                    Compute.checkCancelled();
                }
            } finally {
                interrupted.set(Thread.currentThread().isInterrupted());
                over.countDown();
            }
        });
        waitFor(started);
        assertThat(Compute.isCancelled()).isFalse();

        job.abort();

        assertThatThrownBy(() -> runtime.blockOn(job)).isInstanceOf(TaskCancelledException.class);
        waitFor(over);
        assertThat(interrupted).isFalse();
        assertThat(runtime.shutdown(Duration.ofSeconds(50)).isComplete()).isTrue();
        assertThat(reported).isEmpty();
    }

    @Test
    void abort_ofAQueuedJob_dropsIt() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        int processors = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < processors; i++) {
            runtime.spawnCompute(() -> finish.await(50, TimeUnit.SECONDS)).drop();
        }
        AtomicBoolean ran = new AtomicBoolean();
        JoinHandle<Boolean> queued = runtime.spawnCompute(() -> ran.getAndSet(true));

        queued.abort();

        assertThat(queued.isFinished()).isTrue();
        finish.countDown();
        runtime.close();
        assertThat(ran).isFalse();
    }

    @Test
    void checkCancelled_inABlockingJobThatWasAborted_throws() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        JoinHandle<String> job = runtime.spawnBlocking(() -> {
            started.countDown();
            try {
                while (true) {
                    Compute.checkCancelled();
                }
            } catch (CancellationException e) {
                over.countDown();
                throw e;
            }
        });
        waitFor(started);

        job.abort();

        waitFor(over);
    }

    @Test
    void shutdown_tellsAComputationToEnd() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        JoinHandle<String> job = runtime.spawnCompute(() -> {
            started.countDown();
            while (!Compute.isCancelled()) {
                Thread.onSpinWait();
            }
            over.countDown();
            return "ended";
        });
        waitFor(started);

        ShutdownReport report = runtime.shutdown(Duration.ofSeconds(1));

        // Told so it has a tenth of a second to leave; on a busy machine that may be too little.
        assertThat(report.interrupted().size() + report.abandoned().size()).isEqualTo(1);
        assertThat(job.isFinished()).isTrue();
        waitFor(over);
    }

    @Test
    void isCancelled_outsideOfAnyJob_isFalse() {
        assertThat(Compute.isCancelled()).isFalse();
        Compute.checkCancelled();
    }
}
