package dev.pollux.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.stream.SizeHint;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sets and queues of tasks have in common, on a runtime that the test drives by hand. */
abstract class JoinCollectionTest<C extends JoinCollection<Integer>> {

    final HandRuntime runtime = new HandRuntime();
    final C members;

    JoinCollectionTest(C members) {
        this.members = members;
    }

    @AfterEach
    void leave() {
        runtime.close();
    }

    List<Gate<Integer>> spawnGates(int count) {
        List<Gate<Integer>> gates =
                Stream.generate(Gate<Integer>::new).limit(count).toList();
        gates.forEach(members::spawn);
        runtime.run();
        return gates;
    }

    Integer join() throws Exception {
        return ByHand.of(members.joinNext()).assertReady();
    }

    JoinOutcome<Integer> outcome() throws Exception {
        return ByHand.of(members.joinNextOutcome()).assertReady();
    }

    @Test
    void joinNext_dropped_losesNothingAndIsNotWoken() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);
        ByHand<Integer> next = ByHand.of(members.joinNext()).assertPending();

        next.drop();
        gate.open(7);
        runtime.run();

        assertThat(next.wakes()).isZero();
        assertThat(join()).isEqualTo(7);
    }

    @Test
    @Behaviour({"JST-02", "JQU-02"})
    void close_abortsAllMembers() {
        List<Gate<Integer>> gates = spawnGates(16);

        members.close();
        runtime.run();

        gates.forEach(gate -> assertThat(gate.drops).isEqualTo(1));
        assertThat(members.isEmpty()).isTrue();
    }

    @Test
    void close_wakesWhoeverWaits() throws Exception {
        spawnGates(1);
        ByHand<Integer> next = ByHand.of(members.joinNext()).assertPending();

        members.close();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertFails()).isInstanceOf(NoSuchElementException.class);
    }

    // ---------------------------------------------------------------- as a stream

    @Test
    @Behaviour({"st:join_set_stream-01", "st:join_set_stream-02"})
    void stream_yieldsAllValues_knowsHowManyAndEnds() throws Exception {
        List<Gate<Integer>> gates = spawnGates(2);
        var values = members.stream();
        ByHand<Integer> next = ByHand.of(values.next()).assertPending();
        assertThat(values.sizeHint()).isEqualTo(SizeHint.exactly(2));

        gates.get(0).open(0);
        gates.get(1).open(1);
        runtime.run();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertReady()).isZero();
        assertThat(values.sizeHint()).isEqualTo(SizeHint.exactly(1));
        assertThat(ByHand.of(values.toList()).assertReady()).containsExactly(1);
        assertThat(values.isTerminated()).isTrue();
        assertThat(members.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("st:join_set_stream-03")
    void stream_memberFails_throwsThatInItsPlaceAndGoesOn() throws Exception {
        IOException failure = new IOException("planned");
        List<Gate<Integer>> gates = spawnGates(2);
        gates.get(0).fail(failure);
        runtime.run();
        gates.get(1).open(1);
        runtime.run();
        var values = members.stream();

        assertThat(ByHand.of(values.next()).assertFails()).isSameAs(failure);
        assertThat(ByHand.of(values.next()).assertReady()).isEqualTo(1);
        assertThat(ByHand.of(values.next()).assertReady()).isNull();
        assertThat(runtime.reported).isEmpty();
    }

    @Test
    void stream_memberYieldsNull_failsAndSaysSo() throws Exception {
        spawnGates(1).get(0).open(null);
        runtime.run();

        assertThat(ByHand.of(members.stream().next()).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("use joinNext");
    }

    @Test
    void stream_dropped_leavesTheMembersAndIsNotWoken() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);
        var values = members.stream();
        ByHand<Integer> next = ByHand.of(values.next()).assertPending();

        values.drop();
        gate.open(7);
        runtime.run();

        assertThat(next.wakes()).isZero();
        assertThat(join()).isEqualTo(7);
    }

    @Test
    void stream_droppedAfterAJoinBegan_leavesThatItsWaker() throws Exception {
        Gate<Integer> gate = spawnGates(1).get(0);
        var values = members.stream();
        ByHand.of(values.next()).assertPending();
        ByHand<Integer> join = ByHand.of(members.joinNext()).assertPending();

        values.drop();
        gate.open(7);
        runtime.run();

        assertThat(join.wakes()).isEqualTo(1);
    }
}
