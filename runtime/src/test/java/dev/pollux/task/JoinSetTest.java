package dev.pollux.task;

import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.failed;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinOutcome.Cancelled;
import dev.pollux.task.JoinOutcome.Completed;
import dev.pollux.task.JoinOutcome.Failed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sets of tasks on a runtime that the test drives by hand. */
class JoinSetTest extends JoinCollectionTest<JoinSet<Integer>> {

    private final JoinSet<Integer> set = members;
    private final IOException failure = new IOException("no route");

    JoinSetTest() {
        super(new JoinSet<>());
    }

    // ---------------------------------------------------------------- joining

    @Test
    void joinNext_givesValuesInTheOrderInWhichTasksEnd() throws Exception {
        List<Gate<Integer>> gates = spawnGates(3);
        for (int each : new int[] {1, 2, 0}) {
            gates.get(each).open(each);
            runtime.run();
        }

        assertThat(join()).isEqualTo(1);
        assertThat(join()).isEqualTo(2);
        assertThat(join()).isZero();
        assertThat(set.isEmpty()).isTrue();
    }

    @Test
    void joinNext_whileNothingHasEnded_isWokenOnceByTheFirstEnd() throws Exception {
        List<Gate<Integer>> gates = spawnGates(2);
        ByHand<Integer> next = ByHand.of(set.joinNext()).assertPending();

        gates.get(1).open(1);
        runtime.run();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertReady()).isEqualTo(1);
    }

    @Test
    void joinNext_polledAgain_wakesTheLatestWakerOnly() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);
        Future<Integer> next = set.joinNext();
        ByHand<Integer> earlier = ByHand.of(next).assertPending();
        ByHand<Integer> later = ByHand.of(next).assertPending();

        gate.open(1);
        runtime.run();

        assertThat(earlier.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
    }

    @Test
    void joinNext_droppedAfterAnotherWasPolled_leavesThatOneItsWaker() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);
        ByHand<Integer> old = ByHand.of(set.joinNext()).assertPending();
        ByHand<Integer> current = ByHand.of(set.joinNext()).assertPending();

        old.drop();
        gate.open(7);
        runtime.run();

        assertThat(current.wakes()).isEqualTo(1);
    }

    @Test
    void joinNext_ofAnEmptySet_saysSo() {
        assertThat(ByHand.of(set.joinNext()).assertFails())
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("isEmpty()");
    }

    @Test
    void joinNext_twice_isMisuse() throws Exception {
        set.spawn(ready(1));
        runtime.run();
        ByHand<Integer> next = ByHand.of(set.joinNext());
        next.assertReady();

        assertThat(next.assertFails()).isInstanceOf(IllegalStateException.class).hasMessageContaining("joinNext");
    }

    @Test
    void joinNext_ofAFailedMember_throwsTheVeryFailureAndTheOthersGoOn() throws Exception {
        set.spawn(failed(failure));
        set.spawn(ready(2));
        runtime.run();

        assertThat(ByHand.of(set.joinNext()).assertFails()).isSameAs(failure);
        assertThat(join()).isEqualTo(2);
        assertThat(runtime.reported).isEmpty();
    }

    @Test
    void joinNextOutcome_tellsValuesFailuresAndCancellationsApart() throws Exception {
        AbortHandle value = set.spawn(ready(1));
        AbortHandle failing = set.spawn(failed(failure));
        AbortHandle aborted = set.spawn(new Gate<>());
        aborted.abort();
        runtime.run();

        assertThat(outcome()).isEqualTo(new Completed<>(value.id(), 1));
        assertThat(outcome()).isEqualTo(new Failed<>(failing.id(), failure));
        assertThat(outcome()).isEqualTo(new Cancelled<>(aborted.id()));
    }

    @Test
    void outcome_get_givesTheValueOrThrowsWhatJoiningWould() throws Exception {
        TaskId id = new TaskId(5);

        assertThat(new Completed<>(id, 1).get()).isEqualTo(1);
        assertThatThrownBy(() -> new Failed<>(id, failure).get()).isSameAs(failure);
        assertThatThrownBy(() -> new Cancelled<>(id).get())
                .isInstanceOf(TaskCancelledException.class)
                .hasMessageContaining("task 5");
    }

    /** A member that passes on that a task it joined was cancelled has failed, and was not cancelled itself. */
    @Test
    void outcome_ofAMemberThatJoinedACancelledTask_isAFailure() throws Exception {
        JoinHandle<Integer> other = runtime.spawn(new Gate<>());
        other.abort();
        AbortHandle member = set.spawn(other);
        runtime.run();

        assertThat(outcome()).isInstanceOfSatisfying(Failed.class, end -> {
            assertThat(end.taskId()).isEqualTo(member.id());
            assertThat(end.failure()).isInstanceOf(TaskCancelledException.class);
        });
    }

    @Test
    void nullValue_isAValue() throws Exception {
        set.spawn(ready(null));
        runtime.run();

        assertThat(outcome())
                .isInstanceOfSatisfying(
                        Completed.class, end -> assertThat(end.value()).isNull());
    }

    @Test
    void pollJoinNext_worksWithoutAFuture() throws Exception {
        ByHand<Integer> context = ByHand.of(ready(0));
        Gate<Integer> gate = spawnGates(1).get(0);

        assertThat(set.pollJoinNext(context.cx)).isSameAs(Poll.pending());
        gate.open(3);
        runtime.run();

        assertThat(context.wakes()).isEqualTo(1);
        assertThat(set.pollJoinNext(context.cx).get()).isEqualTo(3);
        assertThatThrownBy(() -> set.pollJoinNext(context.cx)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @Behaviour("JST-01")
    void tenTasks_areAllCollected_andTheSetCanBeUsedAgainAfterDetaching() throws Exception {
        List<Gate<Integer>> gates = spawnGates(10);
        set.detachAll();
        assertThat(set.size()).isZero();
        gates.forEach(gate -> assertThat(gate.drops).isZero());

        List<Gate<Integer>> again = spawnGates(10);
        for (int i = 9; i >= 0; i--) {
            again.get(i).open(i);
        }
        runtime.run();

        List<Integer> values = new ArrayList<>();
        while (!set.isEmpty()) {
            values.add(join());
        }
        assertThat(values).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    @Behaviour("JST-03")
    void joiningOneAndSpawningOne_keepsTheSize() throws Exception {
        set.spawn(ready(0));
        set.spawn(ready(1));

        for (int i = 0; i < 16; i++) {
            runtime.run();
            join();
            assertThat(set.size()).isEqualTo(1);
            set.spawn(ready(i));
            assertThat(set.size()).isEqualTo(2);
        }
    }

    @Test
    @Behaviour({"JST-10", "JST-11"})
    void tryJoinNext_isEmptyBeforeAnEnd_andDrainsAThousandAfterwards() throws Exception {
        List<TaskId> ids =
                IntStream.range(0, 1000).mapToObj(i -> set.spawn(ready(i)).id()).toList();
        assertThat(set.tryJoinNext()).isEmpty();
        runtime.run();

        for (int i = 0; i < 1000; i++) {
            assertThat(set.tryJoinNext()).contains(new Completed<>(ids.get(i), i));
        }
        assertThat(set.tryJoinNext()).isEqualTo(Optional.empty());
    }

    @Test
    @Behaviour("JST-12")
    void of_startsAll_andSpawnAllAddsMore() throws Exception {
        JoinSet<Integer> made = JoinSet.of(List.of(ready(1), ready(2)));
        made.spawnAll(List.of(ready(3)));
        runtime.run();

        assertThat(ByHand.of(made.joinAll()).assertReady()).containsExactly(1, 2, 3);
    }

    @Test
    void spawnBlocking_runsAJob_thatCanBeAbortedWhileQueued() throws Exception {
        AbortHandle queued = set.spawnBlocking(() -> 1);
        set.spawnBlockingOn(runtime, () -> 2);

        queued.abort();
        runtime.runJobs();

        assertThat(outcome()).isEqualTo(new Cancelled<>(queued.id()));
        assertThat(join()).isEqualTo(2);
    }

    @Test
    void spawn_ofABlock_runsIt() throws Exception {
        set.spawn(() -> ready(20).await() + 1);
        set.spawnOn(runtime, () -> ready(21).await() + 1);
        runtime.run();

        assertThat(ByHand.of(set.joinAll()).assertReady()).containsExactly(21, 22);
    }

    @Test
    void spawn_withoutARuntime_saysHowToGetOne() {
        runtime.close();

        assertThatThrownBy(() -> set.spawn(ready(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pollux.run");
        assertThat(set.isEmpty()).isTrue();
    }

    // ---------------------------------------------------------------- ending

    @Test
    void close_leavesFailuresToTheHook() {
        set.spawn(failed(failure));
        runtime.run();

        set.close();

        assertThat(runtime.reportedFailures()).containsExactly(failure);
    }

    @Test
    @Behaviour("JST-04")
    void abort_ofEverySecondMember_cancelsThoseAlone() throws Exception {
        List<Gate<Integer>> gates =
                Stream.generate(Gate<Integer>::new).limit(16).toList();
        List<AbortHandle> handles = gates.stream().map(set::spawn).toList();
        runtime.run();

        for (int i = 0; i < 16; i++) {
            if (i % 2 == 0) {
                gates.get(i).open(i);
            } else {
                handles.get(i).abort();
            }
        }
        runtime.run();

        List<JoinOutcome<Integer>> outcomes = drain();
        assertThat(outcomes).filteredOn(Completed.class::isInstance).hasSize(8);
        assertThat(outcomes).filteredOn(Cancelled.class::isInstance).hasSize(8);
        assertThat(outcomes.get(1)).isEqualTo(new Cancelled<>(handles.get(1).id()));
    }

    @Test
    @Behaviour("JST-05")
    @SuppressWarnings("pollux:blocking-call")
    void member_whoseRuntimeIsGone_isCancelled() throws Exception {
        JoinSet<Integer> elsewhere = new JoinSet<>();
        try (AsyncRuntime other = AsyncRuntime.currentThread().build()) {
            elsewhere.spawnOn(other, new Gate<>());
            elsewhere.spawnOn(other.handle(), new Gate<>());
        }

        assertThat(elsewhere.tryJoinNext()).get().isInstanceOf(Cancelled.class);
        assertThat(elsewhere.tryJoinNext()).get().isInstanceOf(Cancelled.class);
    }

    @Test
    @Behaviour("JST-06")
    void joinAll_yieldsAllValues() throws Exception {
        List<Gate<Integer>> gates = spawnGates(3);
        ByHand<List<Integer>> all = ByHand.of(set.joinAll()).assertPending();

        gates.get(2).open(2);
        runtime.run();
        all.assertPending();
        gates.get(0).open(0);
        gates.get(1).open(1);
        runtime.run();

        assertThat(all.assertReady()).containsExactly(2, 0, 1);
    }

    @Test
    @Behaviour("JST-07")
    void joinAll_withAFailure_throwsItAndAbortsTheRest() throws Exception {
        Gate<Integer> other = spawnGates(1).get(0);
        set.spawn(failed(failure));
        runtime.run();

        assertThat(ByHand.of(set.joinAll()).assertFails()).isSameAs(failure);
        runtime.run();

        assertThat(other.drops).isEqualTo(1);
        assertThat(set.isEmpty()).isTrue();
        assertThat(runtime.reported).isEmpty();
    }

    @Test
    void joinAll_withTwoFailures_throwsOneAndReportsTheOther() {
        IOException second = new IOException("second");
        set.spawn(failed(failure));
        set.spawn(failed(second));
        runtime.run();

        assertThat(ByHand.of(set.joinAll()).assertFails()).isSameAs(failure);

        assertThat(runtime.reportedFailures()).containsExactly(second);
    }

    @Test
    void joinAll_dropped_abortsTheMembersOnceItWasPolled() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);

        set.joinAll().drop();
        assertThat(set.size()).isEqualTo(1);
        ByHand.of(set.joinAll()).assertPending().drop();
        runtime.run();

        assertThat(gate.drops).isEqualTo(1);
        assertThat(set.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("JST-08")
    void abortAll_keepsWhatHasEnded_andTheSizeUntilJoined() throws Exception {
        for (int i = 0; i < 5; i++) {
            set.spawn(ready(i));
        }
        runtime.run();
        spawnGates(5);

        set.abortAll();
        runtime.run();

        assertThat(set.size()).isEqualTo(10);
        List<JoinOutcome<Integer>> outcomes = drain();
        assertThat(outcomes.subList(0, 5)).allMatch(Completed.class::isInstance);
        assertThat(outcomes.subList(5, 10)).hasSize(5).allMatch(Cancelled.class::isInstance);
    }

    @Test
    void shutdown_abortsAndWaitsForAll_andReportsFailures() throws Exception {
        set.spawn(failed(failure));
        List<Gate<Integer>> gates = spawnGates(2);
        ByHand<Void> shutdown = ByHand.of(set.shutdown());
        assertThat(set.size()).as("a future does nothing before its first poll").isEqualTo(3);

        shutdown.assertPending();
        runtime.run();

        assertThat(shutdown.wakes()).isPositive();
        shutdown.assertReady();
        gates.forEach(gate -> assertThat(gate.drops).isEqualTo(1));
        assertThat(set.isEmpty()).isTrue();
        assertThat(runtime.reportedFailures()).containsExactly(failure);
    }

    @Test
    void detachAll_letsTasksRunOn_andLeavesTheirFailuresToTheHook() {
        Gate<Integer> gate = spawnGates(1).get(0);

        set.detachAll();
        gate.fail(failure);
        runtime.run();

        assertThat(runtime.reportedFailures()).containsExactly(failure);
    }

    @Test
    void toString_tellsTheSize() {
        spawnGates(2);

        assertThat(set).hasToString("JoinSet[size=2]");
        assertThat(set.joinNext()).hasToString("joinNext of 2 tasks");
    }

    // ---------------------------------------------------------------- on a real runtime

    @Test
    @Behaviour("JST-09")
    @SuppressWarnings("pollux:blocking-call")
    void drainingAThousandReadyMembers_givesWay_andYieldsAll() throws Exception {
        try (AsyncRuntime real = AsyncRuntime.currentThread().build()) {
            JoinSet<Integer> many = new JoinSet<>();
            int[] polls = {0};
            Future<Integer> drain = async(() -> {
                int joined = 0;
                while (!many.isEmpty()) {
                    many.joinNext().await();
                    joined++;
                }
                return joined;
            });
            IntStream.range(0, 1000).forEach(i -> many.spawnOn(real, ready(i)));
            real.blockOn(async(() -> real.spawn(ready(0)).await())); // runs the others as well
            int joined = real.blockOn(cx -> {
                polls[0]++;
                return drain.poll(cx);
            });

            assertThat(joined).isEqualTo(1000);
            assertThat(polls[0]).isGreaterThan(1);
        }
    }

    private List<JoinOutcome<Integer>> drain() throws Exception {
        List<JoinOutcome<Integer>> outcomes = new ArrayList<>();
        while (!set.isEmpty()) {
            outcomes.add(outcome());
        }
        return outcomes;
    }
}
