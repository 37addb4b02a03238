package dev.pollux.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who lets go of a task when: its queue entry, its handle, its abort handle, or the end of everything. */
@SuppressWarnings("pollux:unused-future") // scripts are their own builders, and some handles are of no interest
class TaskEndsTest {

    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final FailureReports failures = new FailureReports(failure -> {
        throw new AssertionError("unexpected", failure.failure());
    });
    private final Tasks tasks = Tasks.polledBy((task, yielded) -> queue.add(task), failures, Random::new);
    private final Script<String> script = new Script<>();

    @Test
    @Behaviour({"TSK-01", "TSK-02"})
    void taskThatIsNeverRun_isDroppedOnce_whetherItsHandleOrItsQueueEntryGoesFirst() {
        Script<String> second = new Script<>();
        JoinHandle<String> handle = tasks.spawn(script);
        JoinHandle<String> other = tasks.spawn(second);

        handle.drop();
        tasks.sweep();
        queue.forEach(Runnable::run);
        other.drop();

        assertThat(script.drops).isEqualTo(1);
        assertThat(second.drops).isEqualTo(1);
        assertThat(script.polls + second.polls).isZero();
    }

    @Test
    @Behaviour({"TSK-06", "TSK-11"})
    void sweep_beforeTheFirstPoll_dropsTheFutureOfADetachedTask() {
        tasks.spawn(script).drop();

        tasks.sweep();

        assertThat(script.drops).isEqualTo(1);
        assertThat(script.polls).isZero();
    }

    @Test
    @Behaviour("TSK-07")
    void sweep_beforeTheFirstPoll_dropsTheFutureWhileTheHandleIsThere() {
        JoinHandle<String> handle = tasks.spawn(script);

        tasks.sweep();

        assertThat(script.drops).isEqualTo(1);
        assertCancelled(handle);
    }

    @Test
    @Behaviour("TSK-09")
    void taskThatYieldsOnce_isQueuedAgainAndEnds() throws Exception {
        YieldNow yield = new YieldNow();
        JoinHandle<Void> handle = tasks.spawn(yield);

        queue.remove().run();
        assertThat(queue).hasSize(1);
        queue.remove().run();

        assertThat(handle.isFinished()).isTrue();
    }

    @Test
    @Behaviour("TSK-10")
    void sweep_ofATaskThatWaits_cancelsIt() {
        JoinHandle<String> handle = tasks.spawn(script.thenPending());
        queue.remove().run();

        tasks.sweep();

        assertThat(script.drops).isEqualTo(1);
        assertCancelled(handle);
    }

    @Test
    void taskThatJoinsACancelledOne_afterTheClose_isCancelledAndNoFailure() {
        JoinHandle<String> inner = tasks.spawn(script.thenPending());
        JoinHandle<String> outer = tasks.spawn(inner);
        queue.remove().run();
        queue.remove().run();

        tasks.close();
        inner.abort(); // as a shutdown does, which has not come to the other one yet
        while (!queue.isEmpty()) {
            queue.remove().run();
        }

        assertCancelled(outer);
        failures.reportAll(); // there is none
    }

    @Test
    @Behaviour("TSK-12")
    void taskThatIsWokenTwiceByAnother_runsToItsEnd() {
        List<Waker> waiting = new ArrayList<>();
        int[] counter = {0};
        Future<Void> reader = cx -> {
            waiting.add(cx.waker());
            return counter[0] == 2 ? Poll.ready(null) : Poll.pending();
        };
        Future<Void> writer = cx -> {
            counter[0]++;
            waiting.forEach(Waker::wake);
            if (counter[0] < 2) {
                cx.waker().wake();
                return Poll.pending();
            }
            return Poll.ready(null);
        };
        JoinHandle<Void> read = tasks.spawn(reader);
        JoinHandle<Void> written = tasks.spawn(writer);

        for (int ticks = 0; ticks < 10 && !queue.isEmpty(); ticks++) {
            queue.remove().run();
        }

        assertThat(read.isFinished()).isTrue();
        assertThat(written.isFinished()).isTrue();
        assertThat(queue).isEmpty();
    }

    @Test
    @Behaviour("TSK-13")
    void spawn_fromADropDuringSweep_isCancelledAtOnce() {
        List<JoinHandle<String>> spawned = new ArrayList<>();
        Script<String> late = new Script<>();
        script.onDrop = () -> spawned.add(tasks.spawn(late));
        tasks.spawn(script);

        tasks.sweep();

        assertCancelled(spawned.get(0));
        assertThat(late.polls).isZero();
        assertThat(late.drops).isEqualTo(1);
    }

    private static void assertCancelled(JoinHandle<String> handle) {
        assertThatThrownBy(() -> handle.poll(Context.of(Waker.noop()))).isInstanceOf(TaskCancelledException.class);
    }
}
