package dev.pollux.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tasks on a scheduler that the test drives by hand. */
class TaskTest {

    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final List<Boolean> yields = new ArrayList<>();
    private final List<TaskFailure> reported = new ArrayList<>();
    private final Scheduler scheduler = (task, yielded) -> {
        queue.add(task);
        yields.add(yielded);
    };
    private final Tasks tasks = Tasks.polledBy(scheduler, new FailureReports(reported::add), Random::new);
    private final Script<String> script = new Script<>();
    private final AtomicInteger joinWakes = new AtomicInteger();

    // ---------------------------------------------------------------- polling and waking

    @Test
    void spawn_queuesTheTaskAndDoesNotPoll() {
        tasks.spawn(script);

        assertThat(queue).hasSize(1);
        assertThat(script.polls).isZero();
    }

    @Test
    void pendingPoll_withoutAWake_leavesTheQueueEmpty() {
        tasks.spawn(script);

        runAll();

        assertThat(script.polls).isEqualTo(1);
        assertThat(queue).isEmpty();
    }

    @Test
    void wake_ofAnIdleTask_queuesItOnce() {
        tasks.spawn(script);
        runAll();

        script.waker.wake();
        script.waker.wake();

        assertThat(queue).hasSize(1);
    }

    @Test
    void wake_ofAQueuedTask_addsNoPoll() {
        tasks.spawn(script.thenPending().thenPending());
        runAll();
        script.waker.wake();

        script.waker.wake();
        runAll();

        assertThat(script.polls).isEqualTo(2);
    }

    @Test // case 151
    @SuppressWarnings("pollux:unused-future") // the script is its own builder
    void wake_duringThePoll_queuesTheTaskAfterItAsYielded() {
        script.thenPending(() -> {
            script.waker.wake();
            assertThat(queue).isEmpty();
        });
        tasks.spawn(script);

        runNext();

        assertThat(queue).hasSize(1);
        assertThat(yields).containsExactly(false, true);
    }

    @Test
    void wake_duringTheLastPoll_queuesNothing() {
        tasks.spawn(script.then(cx -> {
            cx.waker().wake();
            return Poll.ready("done");
        }));

        runNext();

        assertThat(queue).isEmpty();
    }

    @Test
    void wake_afterCompletion_queuesNothing() {
        tasks.spawn(script.thenReady("done"));
        runAll();

        script.waker.wake();

        assertThat(queue).isEmpty();
    }

    @Test
    void run_whilePolledByAnotherThread_isSkipped() {
        AtomicInteger inner = new AtomicInteger();
        tasks.spawn(script.then(cx -> {
            ((Runnable) cx.waker()).run(); // what a second queue entry would do
            inner.incrementAndGet();
            return Poll.pending();
        }));

        runAll();

        assertThat(inner).hasValue(1);
        assertThat(script.polls).isEqualTo(1);
    }

    @Test
    void willWake_betweenWakersOfOneTask_isTrueAndOfTwoTasksFalse() {
        Script<String> other = new Script<>();
        tasks.spawn(script);
        tasks.spawn(other);
        runAll();
        Waker first = script.waker;
        script.waker.wake();
        runAll();

        assertThat(script.waker.willWake(first)).isTrue();
        assertThat(script.waker.willWake(other.waker)).isFalse();
    }

    // ---------------------------------------------------------------- joining

    @Test
    void join_beforeCompletion_isWokenOnceAndGetsTheValue() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        assertThat(poll(handle).isReady()).isFalse();
        assertThat(handle.isFinished()).isFalse();

        runAll();

        assertThat(joinWakes).hasValue(1);
        assertThat(handle.isFinished()).isTrue();
        assertThat(poll(handle).get()).isEqualTo("value");
    }

    @Test
    void join_afterCompletion_isReadyAtOnce() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        runAll();

        assertThat(poll(handle).get()).isEqualTo("value");
        assertThat(joinWakes).hasValue(0);
    }

    @Test
    void join_ofANullValue_yieldsNull() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady(null));
        runAll();

        assertThat(poll(handle).get()).isNull();
    }

    @Test
    void join_polledTwiceWithDifferentWakers_wakesOnlyTheLatest() throws Exception {
        AtomicInteger stale = new AtomicInteger();
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        handle.poll(Context.of(Waker.of(stale::incrementAndGet)));
        poll(handle);

        runAll();

        assertThat(stale).hasValue(0);
        assertThat(joinWakes).hasValue(1);
    }

    @Test
    void join_twice_isMisuse() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        runAll();
        poll(handle);

        assertThatThrownBy(() -> poll(handle))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(handle.id().toString());
    }

    @Test
    void join_ofAFailedTask_throwsTheVeryObject() {
        IOException failure = new IOException("no route");
        JoinHandle<String> handle = tasks.spawn(script.thenThrow(failure));

        runAll();

        assertThatThrownBy(() -> poll(handle)).isSameAs(failure);
        assertThat(reported).isEmpty();
    }

    @Test
    void join_ofATaskThatThrewAnError_throwsIt() {
        Error failure = new StackOverflowError();
        JoinHandle<String> handle = tasks.spawn(script.then(cx -> {
            throw failure;
        }));

        runAll();

        assertThatThrownBy(() -> poll(handle)).isSameAs(failure);
    }

    @Test
    void join_isReadyOnlyAfterTheFutureWasDropped() {
        List<Boolean> finishedAtDrop = new ArrayList<>();
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        script.onDrop = () -> finishedAtDrop.add(handle.isFinished());

        runAll();

        assertThat(finishedAtDrop).containsExactly(false);
        assertThat(handle.isFinished()).isTrue();
    }

    @Test
    void joinWaker_thatThrows_doesNotHurtTheWorker() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        handle.poll(Context.of(() -> {
            throw new IllegalStateException("a broken waker");
        }));

        runReportingTo(new ArrayList<>());

        assertThat(poll(handle).get()).isEqualTo("value");
    }

    // ---------------------------------------------------------------- aborting

    @Test
    void abort_beforeTheFirstPoll_dropsWithoutPolling() {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));

        handle.abort();
        assertThat(script.drops).as("dropped by the worker, not the aborter").isZero();
        runAll();

        assertThat(script.polls).isZero();
        assertThat(script.drops).isEqualTo(1);
        assertCancelled(handle);
    }

    @Test
    void abort_ofASuspendedTask_queuesItForItsDrop() {
        JoinHandle<String> handle = tasks.spawn(script);
        runAll();

        handle.abort();
        handle.abort();

        assertThat(queue).hasSize(1);
        assertThat(handle.isFinished()).isFalse();
        runAll();
        assertThat(script.polls).isEqualTo(1);
        assertThat(script.drops).isEqualTo(1);
        assertCancelled(handle);
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // the script is its own builder
    void abort_duringAPollThatStaysPending_dropsAfterIt() {
        List<JoinHandle<String>> self = new ArrayList<>();
        script.thenPending(() -> {
            self.get(0).abort();
            assertThat(script.drops).isZero();
        });
        self.add(tasks.spawn(script));

        runNext();

        assertThat(queue).isEmpty();
        assertThat(script.drops).isEqualTo(1);
        assertCancelled(self.get(0));
    }

    @Test
    void abort_duringThePollThatFinishes_keepsTheValue() throws Exception {
        List<JoinHandle<String>> self = new ArrayList<>();
        self.add(tasks.spawn(script.then(cx -> {
            self.get(0).abort();
            return Poll.ready("value");
        })));

        runAll();

        assertThat(poll(self.get(0)).get()).isEqualTo("value");
    }

    @Test
    void abort_afterCompletion_keepsTheValue() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        runAll();

        handle.abort();

        assertThat(queue).isEmpty();
        assertThat(poll(handle).get()).isEqualTo("value");
    }

    @Test
    void abort_wakesTheJoiner() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script);
        runAll();
        poll(handle);

        handle.abort();
        runAll();

        assertThat(joinWakes).hasValue(1);
    }

    @Test
    void abort_whoseDropThrows_failsTheTaskWithThat() {
        RuntimeException failure = new RuntimeException("clean-up failed");
        JoinHandle<String> handle = tasks.spawn(script);
        script.onDrop = () -> {
            throw failure;
        };

        handle.abort();
        runAll();

        assertThatThrownBy(() -> poll(handle)).isSameAs(failure);
    }

    // ---------------------------------------------------------------- failures nobody takes

    @Test
    void failure_ofADetachedTask_isReported() {
        IOException failure = new IOException("no route");
        tasks.spawnDetached(script.thenThrow(failure));

        runAll();

        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).failure()).isSameAs(failure);
        assertThat(reported.get(0).task()).isEqualTo("script");
    }

    @Test
    void failure_afterItsHandleWasDropped_isReportedWithTheTaskId() {
        JoinHandle<String> handle = tasks.spawn(script.thenThrow(new IOException("no route")));

        handle.drop();
        runAll();

        assertThat(reported).extracting(TaskFailure::taskId).containsExactly(handle.id());
    }

    @Test
    void dropOfTheHandle_afterTheFailure_reportsIt() {
        JoinHandle<String> handle = tasks.spawn(script.thenThrow(new IOException("no route")));
        runAll();
        assertThat(reported).isEmpty();

        handle.drop();
        handle.drop();

        assertThat(reported).hasSize(1);
    }

    @Test
    void dropOfTheHandle_afterJoining_reportsNothing() {
        JoinHandle<String> handle = tasks.spawn(script.thenThrow(new IOException("no route")));
        runAll();
        assertThatThrownBy(() -> poll(handle)).isInstanceOf(IOException.class);

        handle.drop();

        assertThat(reported).isEmpty();
    }

    @Test
    void dropOfTheHandle_whileItWaits_wakesNobodyLater() throws Exception {
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));
        poll(handle);

        handle.drop();
        runAll();

        assertThat(joinWakes).hasValue(0);
        assertThat(script.polls).as("detached, not cancelled").isEqualTo(1);
    }

    @Test
    void cancellation_ofADetachedTask_isNotAFailure() {
        JoinHandle<String> handle = tasks.spawn(script);
        handle.drop();

        handle.abort();
        runAll();

        assertThat(reported).isEmpty();
    }

    @Test
    void drop_thatThrowsAfterAValue_isReportedAndKeepsTheValue() throws Exception {
        RuntimeException failure = new RuntimeException("clean-up failed");
        script.onDrop = () -> {
            throw failure;
        };
        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));

        runAll();

        assertThat(poll(handle).get()).isEqualTo("value");
        assertThat(reported).extracting(TaskFailure::failure).containsExactly(failure);
    }

    @Test
    void drop_thatThrowsAfterAFailure_isSuppressedInIt() {
        IOException failure = new IOException("no route");
        RuntimeException second = new RuntimeException("clean-up failed");
        script.onDrop = () -> {
            throw second;
        };
        JoinHandle<String> handle = tasks.spawn(script.thenThrow(failure));

        runAll();

        assertThatThrownBy(() -> poll(handle)).isSameAs(failure).hasSuppressedException(second);
    }

    @Test
    void hook_thatThrows_doesNotHurtTheWorker() {
        List<Throwable> uncaught = new ArrayList<>();
        RuntimeException broken = new RuntimeException("a broken hook");
        Tasks others = Tasks.polledBy(
                scheduler,
                new FailureReports(failure -> {
                    throw broken;
                }),
                Random::new);
        IOException failure = new IOException("no route");
        others.spawnDetached(script.thenThrow(failure));

        runReportingTo(uncaught);

        assertThat(uncaught).containsExactly(broken);
        assertThat(broken).hasSuppressedException(failure);
    }

    // ---------------------------------------------------------------- shutdown

    @Test
    void sweep_dropsSuspendedAndQueuedTasksHere() {
        Script<String> queued = new Script<>();
        JoinHandle<String> suspendedHandle = tasks.spawn(script);
        runAll();
        JoinHandle<String> queuedHandle = tasks.spawn(queued);

        tasks.sweep();
        runAll();

        assertThat(script.drops).isEqualTo(1);
        assertThat(queued.drops).isEqualTo(1);
        assertThat(queued.polls).isZero();
        assertCancelled(suspendedHandle);
        assertCancelled(queuedHandle);
    }

    @Test
    void sweep_duringAPoll_leavesTheDropToThePoller() {
        JoinHandle<String> handle = tasks.spawn(script.thenPending(() -> {
            tasks.sweep();
            assertThat(script.drops).isZero();
        }));

        runAll();

        assertThat(script.drops).isEqualTo(1);
        assertCancelled(handle);
    }

    @Test
    void sweep_withADropThatThrows_reachesTheOthers() {
        Script<String> other = new Script<>();
        script.onDrop = () -> {
            throw new RuntimeException("clean-up failed");
        };
        tasks.spawn(script);
        tasks.spawn(other);

        tasks.sweep();

        assertThat(other.drops).isEqualTo(1);
    }

    @Test
    void spawn_afterSweep_isCancelledAtOnce() {
        tasks.sweep();

        JoinHandle<String> handle = tasks.spawn(script.thenReady("value"));

        assertThat(queue).isEmpty();
        assertThat(script.drops).isEqualTo(1);
        assertCancelled(handle);
    }

    @Test
    void spawn_fromADropDuringSweep_isCancelledToo() {
        Script<String> late = new Script<>();
        script.onDrop = () -> tasks.spawn(late);
        tasks.spawn(script);

        tasks.sweep();

        assertThat(late.drops).isEqualTo(1);
    }

    // ---------------------------------------------------------------- helpers

    private Poll<String> poll(JoinHandle<String> handle) throws Exception {
        return handle.poll(Context.of(Waker.of(joinWakes::incrementAndGet)));
    }

    private void assertCancelled(JoinHandle<String> handle) {
        assertThat(handle.isFinished()).isTrue();
        assertThatThrownBy(() -> poll(handle)).isInstanceOfSatisfying(TaskCancelledException.class, cancelled -> {
            assertThat(cancelled.taskId()).isEqualTo(handle.id());
            assertThat(cancelled).hasMessageContaining(handle.id().toString());
        });
    }

    private void runNext() {
        queue.remove().run();
    }

    private void runAll() {
        while (!queue.isEmpty()) {
            runNext();
        }
    }

    private void runReportingTo(List<Throwable> uncaught) {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((t, thrown) -> uncaught.add(thrown));
        try {
            runAll();
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
    }
}
