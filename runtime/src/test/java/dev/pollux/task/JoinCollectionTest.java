package dev.pollux.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
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
}
