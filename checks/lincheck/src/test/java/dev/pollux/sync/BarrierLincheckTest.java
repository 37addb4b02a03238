package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.ModelChecking;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A round of a {@link Barrier} has as many parties as it should, one of them its leader, and leaves nobody behind. */
class BarrierLincheckTest {

    /** Parties that arrive again and again, and take an arrival back; the answers are compared with those of one thread. */
    public abstract static class Model {
        private final Party first = new Party();
        private final Party second = new Party();
        private final Party third = new Party();

        abstract Future<Barrier.Arrival> arrive();

        /** How many have arrived in the round that is not complete. */
        abstract int waiting();

        private final class Party {
            private final SleepingTask<Void> task = new SleepingTask<>();
            private Barrier.Arrival arrival;

            String poll() {
                boolean ready = task.poll(() -> arrive().map(seen -> {
                    arrival = seen;
                    return null;
                }));
                return ready ? arrival.toString() : "waits";
            }
        }

        @Operation(nonParallelGroup = "first")
        public String arriveFirst() {
            return first.poll();
        }

        @Operation(nonParallelGroup = "first")
        public void leaveFirst() {
            first.task.drop();
        }

        @Operation(nonParallelGroup = "second")
        public String arriveSecond() {
            return second.poll();
        }

        @Operation(nonParallelGroup = "second")
        public void leaveSecond() {
            second.task.drop();
        }

        @Operation(nonParallelGroup = "third")
        public String arriveThird() {
            return third.poll();
        }

        @Validate
        public void whoSleepsIsCounted() {
            int asleep = 0;
            for (Party each : new Party[] {first, second, third}) {
                asleep += each.task.isAsleep() ? 1 : 0;
            }
            if (asleep > waiting()) {
                throw new IllegalStateException("its round is complete, and a party sleeps on");
            }
        }
    }

    /** A round is complete with two. */
    public static class OfTwo extends Model {
        private final Barrier barrier = new Barrier(2);

        @Override
        Future<Barrier.Arrival> arrive() {
            return barrier.arrive();
        }

        @Override
        int waiting() {
            return barrier.waiting();
        }
    }

    /** A round is complete with all three. */
    public static class OfThree extends Model {
        private final Barrier barrier = new Barrier(3);

        @Override
        Future<Barrier.Arrival> arrive() {
            return barrier.arrive();
        }

        @Override
        int waiting() {
            return barrier.waiting();
        }
    }

    /** A twin of which parties arrive and then leave their waker, in two steps. */
    public static class Broken extends Model {
        private final AtomicInteger arrived = new AtomicInteger();
        private final Queue<Waker> sleepers = new ConcurrentLinkedQueue<>();

        @Override
        Future<Barrier.Arrival> arrive() {
            return Futures.pollFn(cx -> {
                if (arrived.incrementAndGet() % 2 == 1) {
                    sleepers.add(cx.waker()); // too late, if the other came meanwhile
                    return Poll.pending();
                }
                for (Waker each = sleepers.poll(); each != null; each = sleepers.poll()) {
                    each.wake();
                }
                return Poll.ready(new Barrier.Arrival(0, true));
            });
        }

        @Override
        int waiting() {
            return arrived.get() % 2;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void barrierOfTwo_everyInterleaving_isThatOfOneThread(int threads) {
        ModelChecking.checkSleepers(OfTwo.class, threads, 3);
    }

    @Test
    void barrierOfThree_everyInterleaving_isThatOfOneThread() {
        ModelChecking.checkSleepers(OfThree.class, 3, 3);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.checkSleepers(Broken.class, 2, 2))
                .hasMessageFindingMatch("sleeps on|Invalid execution results");
    }
}
