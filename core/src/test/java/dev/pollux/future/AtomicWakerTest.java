package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AtomicWakerTest {

    private static final int ROUNDS = 20_000;

    private final AtomicWaker cell = new AtomicWaker();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Waker waker = Waker.of(wakes::incrementAndGet);

    @Test
    @Behaviour({"s:sync/atomic_waker-01", "f:task_atomic_waker-01"})
    void wake_registered_callsTheWakerOnce() {
        cell.register(waker);

        cell.wake();
        cell.wake();

        assertThat(wakes).hasValue(1);
    }

    @Test
    @Behaviour("s:sync/atomic_waker-02")
    void wake_withoutAWaker_leavesNothingBehind() {
        cell.wake();

        cell.register(waker);

        assertThat(wakes).hasValue(0);
    }

    @Test
    void register_twice_theLatestWins() {
        var earlier = new AtomicInteger();
        cell.register(earlier::incrementAndGet);
        cell.register(waker);

        cell.wake();

        assertThat(earlier).hasValue(0);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void register_afterAWake_worksAgain() {
        cell.register(waker);
        cell.wake();
        cell.register(waker);

        cell.wake();

        assertThat(wakes).hasValue(2);
    }

    @Test
    void register_wakerOfTheSameTask_keepsTheOneBefore() {
        Waker equal = new Waker() {
            @Override
            public void wake() {}

            @Override
            public boolean willWake(Waker other) {
                return true;
            }
        };
        cell.register(equal);
        cell.register(waker);

        assertThat(cell.take()).isSameAs(equal);
    }

    @Test
    void take_registered_returnsTheWakerUncalled() {
        cell.register(waker);

        assertThat(cell.take()).isSameAs(waker);

        assertThat(cell.take()).isNull();
        assertThat(wakes).hasValue(0);
    }

    @Test
    @Behaviour({"LAW-02", "s:sync/atomic_waker-04"})
    void wake_wakerThrows_leavesTheCellUsable() {
        var failure = new IllegalStateException("planned");
        cell.register(Waker.of(() -> {
            throw failure;
        }));

        assertThatThrownBy(cell::wake).isSameAs(failure);

        cell.register(waker);
        cell.wake();
        assertThat(wakes).hasValue(1);
    }

    @Test
    @Behaviour("LAW-02")
    void register_comparisonThrows_leavesTheCellUsable() {
        Waker hostile = new Waker() {
            @Override
            public void wake() {
                wakes.incrementAndGet();
            }

            @Override
            public boolean willWake(Waker other) {
                throw new IllegalStateException("planned");
            }
        };
        cell.register(hostile);
        assertThatThrownBy(() -> cell.register(waker)).isInstanceOf(IllegalStateException.class);

        cell.wake();

        assertThat(wakes).hasValue(1);
    }

    @Test
    void wake_wakerComesBack_findsTheCellInOrder() {
        List<Object> seen = new ArrayList<>();
        cell.register(Waker.of(() -> {
            seen.add(cell.toString());
            cell.wake();
            cell.register(waker);
        }));

        cell.wake();

        assertThat(seen).containsExactly("AtomicWaker[idle]");
        assertThat(cell).hasToString("AtomicWaker[waiting]");
        assertThat(cell.take()).isSameAs(waker);
    }

    /** The plain fields are the test: only the cell orders them. */
    private static final class Round {
        AtomicWaker cell = new AtomicWaker();
        boolean event;
        boolean other;
        boolean seen;
        AtomicInteger wakes = new AtomicInteger();
    }

    private Round round = new Round();

    @Test
    @Timeout(60)
    @Behaviour({"LAW-01", "s:sync/atomic_waker-03"})
    void wake_racingWithRegister_isNeverLost() throws Exception {
        Rendezvous.run(
                ROUNDS,
                () -> round = new Round(),
                () -> assertThat(round.seen || round.wakes.get() == 1).isTrue(),
                () -> {
                    round.cell.register(round.wakes::incrementAndGet);
                    round.seen = round.event;
                },
                () -> {
                    round.event = true;
                    round.cell.wake();
                });
    }

    @Test
    @Timeout(60)
    void wake_ofTwoThreadsRacingWithRegister_callsOnceOrIsSeenByBoth() throws Exception {
        Rendezvous.run(
                ROUNDS / 2,
                () -> round = new Round(),
                () -> assertThat(round.wakes.get() == 1 || (round.seen && round.wakes.get() == 0))
                        .isTrue(),
                () -> {
                    round.cell.register(round.wakes::incrementAndGet);
                    round.seen = round.event && round.other;
                },
                () -> {
                    round.event = true;
                    round.cell.wake();
                },
                () -> {
                    round.other = true;
                    round.cell.wake();
                });
    }
}
