package dev.pollux.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.io.TestRuntime;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking jobs on a pool that the test runs by hand. */
@Timeout(60)
class BlockingTaskTest {

    private static final class HandPool implements BlockingPool {

        private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
        private RuntimeException refusal;

        @Override
        public void execute(Runnable job) {
            if (refusal != null) {
                throw refusal;
            }
            queue.add(job);
        }

        @Override
        public int shutdown(Duration timeout) {
            return 0;
        }
    }

    private final HandPool pool = new HandPool();
    private final List<Object> reported = new ArrayList<>();
    private final TestRuntime context = new TestRuntime();
    private final BlockingJobs jobs = new BlockingJobs(
            pool,
            context,
            Random::new,
            new FailureReports(reported::add),
            TaskHooks.NONE,
            new Ledger(),
            BlockingJobs.Abort.INTERRUPTS,
            RuntimeEvents.NONE);
    private final AtomicInteger calls = new AtomicInteger();

    private <T> JoinHandle<T> spawn(Callable<T> job) {
        return jobs.spawn(job, TaskLabel.NONE);
    }

    private <T> JoinHandle<T> spawn(Callable<T> job, Runnable onLeave) {
        return jobs.spawn(job, TaskLabel.NONE, onLeave);
    }

    @AfterEach
    void close() throws Exception {
        context.stop();
    }

    @Test
    @Behaviour("TSK-08")
    void entry_runTwice_callsTheJobOnce() throws Exception {
        JoinHandle<Integer> handle = spawn(calls::incrementAndGet);
        Runnable entry = pool.queue.remove();

        entry.run();
        entry.run();

        assertThat(calls).hasValue(1);
        assertThat(poll(handle).get()).isEqualTo(1);
    }

    @Test
    void entry_runByTwoThreadsAtOnce_callsTheJobOnceAndDeliversIt() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            calls.set(0);
            CountDownLatch left = new CountDownLatch(1);
            JoinHandle<Integer> handle = spawn(calls::incrementAndGet, left::countDown);
            Runnable entry = pool.queue.remove();
            Thread other = new Thread(entry);
            other.start();
            entry.run();
            other.join();
            pool.queue.forEach(Runnable::run); // one of the two may have been in the way of the other
            pool.queue.clear();

            assertThat(calls).hasValue(1);
            assertThat(left.getCount()).isZero();
            assertThat(poll(handle).get()).isEqualTo(1);
        }
    }

    @Test
    void staleEntry_whileTheJobRuns_isSkipped() throws Exception {
        JoinHandle<Integer> handle = spawn(() -> {
            pool.queue.peek().run();
            return calls.incrementAndGet();
        });
        Runnable entry = pool.queue.peek();

        entry.run();

        assertThat(calls).hasValue(1);
        assertThat(poll(handle).get()).isEqualTo(1);
    }

    @Test
    void abortedBeforeItStarts_entryDoesNothing() {
        CountDownLatch left = new CountDownLatch(1);
        JoinHandle<Integer> handle = spawn(calls::incrementAndGet, left::countDown);

        handle.abort();
        pool.queue.remove().run();

        assertThat(calls).hasValue(0);
        assertThat(left.getCount()).isZero();
        assertThat(handle.isFinished()).isTrue();
    }

    @Test
    void poolThatRefuses_failsTheHandleAndLeavesNothingInTheBook() {
        pool.refusal = new RejectedExecutionException("no thread");

        JoinHandle<Integer> handle = spawn(calls::incrementAndGet);

        assertThatThrownBy(() -> poll(handle)).isSameAs(pool.refusal);
        jobs.close();
        assertThat(jobs.emptied()).isCompleted();
    }

    @Test
    void poolThatRefuses_whenNobodyTakesTheHandle_isReported() {
        pool.refusal = new RejectedExecutionException("no thread");

        spawn(calls::incrementAndGet).drop();

        assertThat(reported).hasSize(1);
    }

    @Test
    void refusal_afterTheJobWasTaken_changesNothing() throws Exception {
        JoinHandle<Integer> handle = spawn(calls::incrementAndGet);
        BlockingPool.Job entry = (BlockingPool.Job) pool.queue.remove();
        entry.run();

        entry.refuse(new RejectedExecutionException("too late"));

        assertThat(poll(handle).get()).isEqualTo(1);
    }

    @Test
    void errorOfAJob_isDeliveredLikeAnyFailure() {
        StackOverflowError error = new StackOverflowError();
        JoinHandle<Integer> handle = spawn(() -> {
            throw error;
        });

        pool.queue.remove().run();

        assertThatThrownBy(() -> poll(handle)).isSameAs(error);
    }

    private static Poll<Integer> poll(JoinHandle<Integer> handle) throws Exception {
        return handle.poll(Context.of(Waker.noop()));
    }
}
