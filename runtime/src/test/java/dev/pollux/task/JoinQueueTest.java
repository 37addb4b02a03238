package dev.pollux.task;

import static dev.pollux.future.Futures.failed;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.task.JoinOutcome.Cancelled;
import dev.pollux.task.JoinOutcome.Completed;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues of tasks on a runtime that the test drives by hand. */
class JoinQueueTest extends JoinCollectionTest<JoinQueue<Integer>> {

    private final JoinQueue<Integer> queue = members;

    JoinQueueTest() {
        super(new JoinQueue<>());
    }

    @Test
    @Behaviour("JQU-01")
    void joinNext_isNotWokenByTheEndOfALaterTask() throws Exception {
        List<Gate<Integer>> gates = spawnGates(2);
        ByHand<Integer> next = ByHand.of(queue.joinNext()).assertPending();

        gates.get(1).open(1);
        runtime.run();
        assertThat(next.wakes()).isZero();
        gates.get(0).open(0);
        runtime.run();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertReady()).isZero();
        assertThat(join()).isEqualTo(1);
    }

    @Test
    @Behaviour("JQU-03")
    void joiningOneAndSpawningOne_keepsTheSizeAndTheOrder() throws Exception {
        queue.spawn(ready(0));
        queue.spawn(ready(1));

        for (int i = 2; i < 18; i++) {
            runtime.run();
            assertThat(join()).isEqualTo(i - 2);
            assertThat(queue.size()).isEqualTo(1);
            queue.spawn(ready(i));
        }
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    @Behaviour("JQU-04")
    void abortAll_yieldsValuesAndCancellationsInOrder() throws Exception {
        queue.spawn(ready(0));
        runtime.run();
        queue.spawn(new Gate<>());
        queue.spawn(ready(2));
        runtime.run();

        queue.abortAll();
        runtime.run();

        assertThat(outcome()).isInstanceOf(Completed.class);
        assertThat(outcome()).isInstanceOf(Cancelled.class);
        assertThat(outcome()).isInstanceOf(Completed.class);
    }

    @Test
    @Behaviour("JQU-05")
    void joinAll_yieldsValuesInTheOrderOfTheSpawns() throws Exception {
        List<Gate<Integer>> gates = spawnGates(5);
        ByHand<List<Integer>> all = ByHand.of(queue.joinAll()).assertPending();

        for (int i = 4; i >= 0; i--) {
            gates.get(i).open(i);
        }
        runtime.run();

        assertThat(all.assertReady()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    @Behaviour("JQU-06")
    void shutdown_abortsAndWaitsForAll() throws Exception {
        List<Gate<Integer>> gates = spawnGates(3);
        ByHand<Void> shutdown = ByHand.of(queue.shutdown()).assertPending();

        runtime.run();

        shutdown.assertReady();
        gates.forEach(gate -> assertThat(gate.drops).isEqualTo(1));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("JQU-07")
    void abort_ofEverySecondMember_isSeenInOrder() throws Exception {
        List<AbortHandle> handles =
                IntStream.range(0, 16).mapToObj(i -> queue.spawn(new Gate<>())).toList();
        runtime.run();

        for (int i = 0; i < 16; i += 2) {
            handles.get(i).abort();
        }
        runtime.run();

        for (int i = 0; i < 16; i += 2) {
            assertThat(outcome()).isEqualTo(new Cancelled<>(handles.get(i).id()));
            assertThat(queue.tryJoinNext())
                    .as("the member behind it is not aborted")
                    .isEmpty();
            handles.get(i + 1).abort();
            runtime.run();
            assertThat(outcome()).isEqualTo(new Cancelled<>(handles.get(i + 1).id()));
        }
    }

    @Test
    @Behaviour("JQU-08")
    void joinNextOutcome_tellsWhichTaskItWas() throws Exception {
        List<TaskId> ids =
                IntStream.range(0, 10).mapToObj(i -> queue.spawn(ready(i)).id()).toList();
        runtime.run();

        for (int i = 0; i < 10; i++) {
            assertThat(outcome()).isEqualTo(new Completed<>(ids.get(i), i));
        }
    }

    @Test
    @Behaviour("JQU-09")
    void tryJoinNext_givesTheFirstOnly() throws Exception {
        List<Gate<Integer>> gates = spawnGates(2);
        assertThat(queue.tryJoinNext()).isEmpty();

        gates.get(1).open(1);
        runtime.run();
        assertThat(queue.tryJoinNext()).isEmpty();
        gates.get(0).open(0);
        runtime.run();

        assertThat(queue.tryJoinNext().orElseThrow().get()).isZero();
        assertThat(queue.tryJoinNext().orElseThrow().get()).isEqualTo(1);
        assertThat(queue.tryJoinNext()).isEmpty();
    }

    @Test
    @Behaviour({"JQU-10", "JQU-11"})
    void tryJoinNext_leavesTheWakerOfWhoeverWaits() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);
        ByHand<Integer> next = ByHand.of(queue.joinNext()).assertPending();

        assertThat(queue.tryJoinNext()).isEmpty();
        gate.open(1);
        runtime.run();

        assertThat(next.wakes()).isEqualTo(1);
    }

    @Test
    @Behaviour({"JQU-12", "JQU-13"})
    void tryJoinNext_ofAThousandReadyMembers_neverStalls() {
        IntStream.range(0, 1000).forEach(i -> queue.spawn(ready(i)));
        runtime.run();

        for (int i = 0; i < 1000; i++) {
            assertThat(queue.tryJoinNext()).isPresent();
        }
    }

    @Test
    void failure_ofAMemberNobodyJoined_isReportedByClose() {
        IOException failure = new IOException("no route");
        queue.spawn(failed(failure));
        runtime.run();

        queue.close();

        assertThat(runtime.reportedFailures()).containsExactly(failure);
    }

    @Test
    @Behaviour("u:src/task/join_queue-01")
    void toString_tellsTheSize() {
        spawnGates(2);

        assertThat(queue).hasToString("JoinQueue[size=2]");
    }

    @Test
    void of_startsAll() throws Exception {
        JoinQueue<Integer> made = JoinQueue.of(List.of(ready(1), ready(2)));
        runtime.run();

        assertThat(ByHand.of(made.joinAll()).assertReady()).containsExactly(1, 2);
    }
}
