package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import dev.pollux.sync.Barrier.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarrierTest {

    private static Polled<Arrival> arrival(Barrier barrier) {
        return Polled.of(barrier.arrive());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Behaviour({"BAR-02", "BAR-03"})
    void arrive_noneOrOne_passesAsTheLeader(int parties) throws Exception {
        var barrier = new Barrier(parties);

        for (int round = 0; round < 10; round++) {
            assertThat(arrival(barrier).assertReady()).isEqualTo(new Arrival(round, true));
        }
        assertThat(barrier.parties()).isEqualTo(1);
    }

    @Test
    @Behaviour("BAR-04")
    void arrive_two_passTogetherWithOneLeader() throws Exception {
        var barrier = new Barrier(2);
        var first = arrival(barrier).assertPending();
        assertThat(barrier).hasToString("Barrier[1 of 2]");

        assertThat(arrival(barrier).assertReady()).isEqualTo(new Arrival(0, true));

        assertThat(first.wakes()).isEqualTo(1);
        assertThat(first.assertReady()).isEqualTo(new Arrival(0, false));
    }

    @Test
    @Behaviour("BAR-05")
    void arrive_hundred_oneLeaderInEachRound() throws Exception {
        var barrier = new Barrier(100);
        for (int round = 0; round < 10; round++) {
            List<Polled<Arrival>> others = new ArrayList<>();
            for (int i = 0; i < 99; i++) {
                others.add(arrival(barrier).assertPending());
            }
            assertThat(arrival(barrier).assertReady().isLeader()).isTrue();
            for (Polled<Arrival> each : others) {
                assertThat(each.assertReady()).isEqualTo(new Arrival(round, false));
            }
        }
    }

    @Test
    void drop_waiting_takesTheArrivalBack() throws Exception {
        var barrier = new Barrier(2);
        var dropped = arrival(barrier).assertPending();

        dropped.drop();

        assertThat(barrier.waiting()).isZero();
        var second = arrival(barrier).assertPending();
        arrival(barrier).assertReady();
        second.assertReady();
        assertThat(dropped.wakes()).isZero();
    }

    @Test
    void drop_afterTheRound_leavesTheNextAlone() throws Exception {
        var barrier = new Barrier(2);
        var dropped = arrival(barrier).assertPending();
        arrival(barrier).assertReady();

        dropped.drop();

        assertThat(barrier.waiting()).isZero();
        arrival(barrier).assertPending();
    }

    @Test
    void barrier_negative_isRefused() {
        assertThatThrownBy(() -> new Barrier(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
