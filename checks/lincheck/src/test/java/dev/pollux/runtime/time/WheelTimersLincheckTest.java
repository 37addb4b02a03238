package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.ModelChecking;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;
import dev.pollux.runtime.spi.TimerNodes;
import dev.pollux.runtime.spi.WakeBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** No timer is lost, in any interleaving of two tasks that arm, move and cancel theirs. */
class WheelTimersLincheckTest {

    private static final long MILLI = 1_000_000;

    /** A task and its timer. */
    private static final class Subject extends TimerNode {
        private boolean waits;
        private volatile boolean woken;

        Subject(TimerDriver driver) {
            super(driver, 0);
        }

        void arm(long deadline) {
            woken = false;
            moveDeadline(deadline);
            waits = !pollTimer(() -> woken = true);
        }

        void cancel() {
            disarm();
            waits = false;
        }

        boolean sleepsOn() {
            return waits && !woken;
        }
    }

    /** What the checker runs; the twins differ in the timers. */
    public abstract static class Model {
        final AtomicLong now = new AtomicLong();
        private final TimerDriver driver = driver();
        private final Subject one = new Subject(driver);
        private final Subject other = new Subject(driver);

        abstract TimerDriver driver();

        abstract void fire();

        @Operation(nonParallelGroup = "one")
        public void armOne() {
            one.arm(now.get() + MILLI);
        }

        @Operation(nonParallelGroup = "one")
        public void moveOneBackAndForth() {
            one.arm(now.get() + 3 * MILLI);
            one.arm(now.get() + MILLI);
        }

        @Operation(nonParallelGroup = "one")
        public void cancelOne() {
            one.cancel();
        }

        @Operation(nonParallelGroup = "other")
        public void armOther() {
            other.arm(now.get() + MILLI);
        }

        @Operation(nonParallelGroup = "other")
        public void cancelOther() {
            other.cancel();
        }

        @Validate
        public void noTimerIsLost() {
            now.addAndGet(10 * MILLI);
            fire();
            if (one.sleepsOn() || other.sleepsOn()) {
                throw new IllegalStateException("the deadline has passed, and the task sleeps on");
            }
        }
    }

    /** The wheel itself. */
    public static class Wheel extends Model {
        private WheelTimers timers;

        @Override
        TimerDriver driver() {
            timers = new WheelTimers(now::get, () -> {});
            return timers;
        }

        @Override
        void fire() {
            timers.fireExpired();
            if (timers.nextDeadline() != WheelTimers.NONE) {
                throw new IllegalStateException("a timer that nobody waits for is still filed");
            }
        }
    }

    /** Timers behind a lock, whose holder looks at what was posted before it lets go of the lock, and not afterwards. */
    public static class Broken extends Model {
        private final AtomicBoolean held = new AtomicBoolean();
        private final ConcurrentLinkedQueue<TimerNode> posted = new ConcurrentLinkedQueue<>();
        private final List<TimerNode> filed = new ArrayList<>();

        @Override
        TimerDriver driver() {
            return new TimerDriver() {
                @Override
                public Clock clock() {
                    return now::get;
                }

                @Override
                public void arm(TimerNode node) {
                    review(node);
                }

                @Override
                public void review(TimerNode node) {
                    posted.add(node);
                    if (held.compareAndSet(false, true)) {
                        posted.removeIf(filed::add);
                        held.set(false); // what was posted in between is forgotten
                    }
                }
            };
        }

        @Override
        void fire() {
            filed.forEach(node -> WakeBatch.wake(firedIfArmed(node)));
        }

        private static Waker firedIfArmed(TimerNode node) {
            return TimerNodes.isArmed(node) ? TimerNodes.fire(node) : null;
        }
    }

    @Test
    void wheelTimers_everyInterleaving_losesNoTimer() {
        ModelChecking.check(Wheel.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(Broken.class)).hasMessageContaining("sleeps on");
    }
}
