package dev.pollux.task;

import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.failed;
import static dev.pollux.future.Futures.pending;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trackers, polled by hand, of tasks on a runtime that the test drives by hand. */
class TaskTrackerTest {

    private final HandRuntime runtime = new HandRuntime();
    private final TaskTracker tracker = new TaskTracker();

    @AfterEach
    void leave() {
        runtime.close();
    }

    private ByHand<Void> drained() {
        return ByHand.of(tracker.drained());
    }

    // ---------------------------------------------------------------- when it is drained

    @Test
    @Behaviour("TTR-01")
    void drained_needsTheTrackerClosedAndEmpty() throws Exception {
        ByHand<Void> drained = drained().assertPending();
        TaskTracker.Token token = tracker.token();
        assertThat(tracker.close()).isTrue();
        assertThat(tracker.close()).isFalse();
        assertThat(tracker.isClosed()).isTrue();
        drained.assertPending();
        assertThat(tracker.reopen()).isTrue();
        assertThat(tracker.reopen()).isFalse();
        token.close();
        drained.assertPending();

        tracker.close();

        drained.assertReady();
    }

    @Test
    @Behaviour("TTR-02")
    void tokens_countAsTasks_eachOnce() {
        List<TaskTracker.Token> tokens =
                Stream.generate(tracker::token).limit(12).toList();
        assertThat(tracker.size()).isEqualTo(12);
        assertThat(tracker.isEmpty()).isFalse();

        for (int i = 0; i < 12; i++) {
            assertThat(tokens.get(i).tracker()).isSameAs(tracker);
            tokens.get(i).close();
            tokens.get(i).close();
            assertThat(tracker.size()).isEqualTo(11 - i);
        }

        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("TTR-03")
    void drained_ofAClosedEmptyTracker_isReadyAtOnce() throws Exception {
        tracker.close();

        drained().assertReady();
    }

    @Test
    @Behaviour("TTR-04")
    void drained_madeBeforeAReopening_staysReady() throws Exception {
        tracker.close();
        ByHand<Void> before = drained();

        tracker.reopen();

        before.assertReady();
        drained().assertPending();
    }

    @Test
    @Behaviour("TTR-05")
    void close_ofAnEmptyTracker_wakes() throws Exception {
        ByHand<Void> drained = drained().assertPending();

        tracker.close();

        assertThat(drained.wakes()).isEqualTo(1);
        drained.assertReady();
    }

    @Test
    @Behaviour("TTR-06")
    void close_followedByAReopening_stillEndsEarlierWaits() throws Exception {
        ByHand<Void> polled = drained().assertPending();
        ByHand<Void> unpolled = drained();

        tracker.close();
        tracker.reopen();

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertReady();
        unpolled.assertReady();
    }

    @Test
    @Behaviour("TTR-07")
    void lastTask_wakes() throws Exception {
        TaskTracker.Token token = tracker.token();
        tracker.close();
        ByHand<Void> drained = drained().assertPending();

        token.close();

        assertThat(drained.wakes()).isEqualTo(1);
        drained.assertReady();
    }

    @Test
    @Behaviour("TTR-08")
    void lastTask_followedByANewOne_stillEndsEarlierWaits() throws Exception {
        TaskTracker.Token token = tracker.token();
        tracker.close();
        ByHand<Void> drained = drained().assertPending();

        token.close();
        tracker.token();

        assertThat(drained.wakes()).isEqualTo(1);
        drained.assertReady();
    }

    @Test
    @Behaviour("TTR-09")
    void lastTask_ofAnOpenTracker_endsNoWait() throws Exception {
        TaskTracker.Token token = tracker.token();
        ByHand<Void> drained = drained().assertPending();

        token.close();
        tracker.token();

        assertThat(drained.wakes()).isZero();
        drained.assertPending();
    }

    @Test
    @Timeout(60)
    @Behaviour("TTR-10")
    void close_racingTheLastExit_wakes() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            TaskTracker racing = new TaskTracker();
            TaskTracker.Token token = racing.token();
            ByHand<Void> drained = ByHand.of(racing.drained()).assertPending();
            Thread exit = new Thread(token::close);
            exit.start();
            racing.close();
            exit.join();

            assertThat(drained.wakes()).isEqualTo(1);
            drained.assertReady();
        }
    }

    @Test
    @Behaviour("TTR-11")
    void aHundredWaiters_areAllWoken() throws Exception {
        List<ByHand<Void>> waits = Stream.generate(this::drained).limit(100).toList();
        for (ByHand<Void> wait : waits) {
            wait.assertPending();
        }

        tracker.close();

        for (ByHand<Void> wait : waits) {
            assertThat(wait.wakes()).isEqualTo(1);
            wait.assertReady();
        }
    }

    @Test
    void wait_dropped_isNotWoken() throws Exception {
        ByHand<Void> drained = drained().assertPending();

        drained.drop();
        tracker.close();

        assertThat(drained.wakes()).isZero();
    }

    // ---------------------------------------------------------------- what counts

    @Test
    void tasks_countUntilTheyEnd_inWhateverWay() {
        Gate<Integer> gate = new Gate<>();
        tracker.spawn(gate);
        tracker.spawn(failed(new IOException("no route")));
        tracker.spawnOn(runtime, () -> ready(1).await());
        JoinHandle<Object> aborted = tracker.spawn(() -> pending().await());
        assertThat(tracker.size()).isEqualTo(4);

        runtime.run();
        assertThat(tracker.size()).isEqualTo(2);
        aborted.abort();
        runtime.run();
        assertThat(tracker.size()).isEqualTo(1);
        gate.open(1);
        runtime.run();

        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void taskAbortedBeforeItsFirstPoll_countsNoMore() {
        tracker.spawn(new Gate<>()).abort();

        runtime.run();

        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void task_countsUntilItsCleanUpIsDone() {
        Gate<Integer> cleanUp = new Gate<>();
        JoinHandle<Object> task = tracker.spawn(() -> {
            try {
                return pending().await();
            } finally {
                cleanUp.await();
            }
        });
        runtime.run();

        task.abort();
        runtime.run();
        assertThat(tracker.size()).isEqualTo(1);
        cleanUp.open(1);
        runtime.run();

        assertThat(task.isFinished()).isTrue();
        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void task_isCountedOutBeforeItsHandleAnswers() throws Exception {
        JoinHandle<Integer> task = tracker.spawn(ready(1));
        runtime.run();

        assertThat(ByHand.of(task).assertReady()).isEqualTo(1);
        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void blockingJobs_countUntilTheyRanOrNeverWill() throws Exception {
        JoinHandle<Integer> ran = tracker.spawnBlocking(() -> 1);
        JoinHandle<Integer> threw = tracker.spawnBlockingOn(runtime, () -> {
            throw new IOException("no route");
        });
        JoinHandle<Integer> aborted = tracker.spawnBlocking(() -> 3);
        assertThat(tracker.size()).isEqualTo(3);

        aborted.abort();
        assertThat(tracker.size()).isEqualTo(2);
        runtime.runJobs();

        assertThat(tracker.isEmpty()).isTrue();
        assertThat(ByHand.of(ran).assertReady()).isEqualTo(1);
        assertThat(ByHand.of(threw).assertFails()).isInstanceOf(IOException.class);
    }

    @Test
    void trackFuture_countsFromTheCall_untilTheFutureIsDropped() throws Exception {
        Gate<Integer> gate = new Gate<>();
        Future<Integer> tracked = tracker.trackFuture(gate);
        assertThat(tracker.size()).isEqualTo(1);
        ByHand.of(tracked).assertPending();

        tracked.drop();
        tracked.drop();

        assertThat(gate.drops).isEqualTo(1);
        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void trackFuture_keepsTheNameOfTheFuture() {
        assertThat(tracker.trackFuture(new Gate<>())).hasToString("gate");
        assertThat(tracker).hasToString("TaskTracker[open, size=1]");
    }

    @Test
    void spawn_withoutARuntime_countsNothing() {
        runtime.close();

        assertThatThrownBy(() -> tracker.spawn(ready(1))).isInstanceOf(IllegalStateException.class);
        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void spawn_thatIsRefused_countsNothing() {
        Spawner refusing = new Spawner() {
            @Override
            public <T> JoinHandle<T> spawn(Future<T> future) {
                throw new IllegalStateException("refused");
            }

            @Override
            public <T> JoinHandle<T> spawnBlocking(Callable<T> job) {
                throw new IllegalStateException("refused");
            }
        };

        assertThatThrownBy(() -> tracker.spawnOn(refusing, ready(1))).hasMessage("refused");
        assertThatThrownBy(() -> tracker.spawnBlockingOn(refusing, () -> 1)).hasMessage("refused");
        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    void closedTracker_stillTakesTasks() throws Exception {
        tracker.close();
        tracker.spawn(ready(1));
        ByHand<Void> drained = drained().assertPending();

        runtime.run();

        assertThat(drained.wakes()).isEqualTo(1);
        drained.assertReady();
    }

    // ---------------------------------------------------------------- on a real runtime

    @Test
    @Timeout(60)
    @SuppressWarnings("pollux:blocking-call")
    void orderlyEnd_ofAThousandTasks_byATokenAndATracker() throws Exception {
        try (AsyncRuntime real = AsyncRuntime.multiThread().workerThreads(2).build()) {
            CancellationToken stop = new CancellationToken();
            for (int i = 0; i < 1000; i++) {
                tracker.spawnOn(real, stop.childToken().cancelled());
            }
            tracker.close();
            assertThat(tracker.size()).isEqualTo(1000);

            stop.cancel();
            real.blockOn(async(() -> tracker.drained().await()));

            assertThat(tracker.isEmpty()).isTrue();
        }
    }
}
