package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** No wake-up of an {@link AtomicWaker} is lost, in any interleaving of one task and any number of wakers. */
class AtomicWakerLincheckTest {

    /** What the checker runs; the twins differ in the cell. */
    public abstract static class Model {
        private final AtomicBoolean event =
                new AtomicBoolean(); // consumed by the poll that sees it, so it must be heard again
        private volatile boolean wakeDue; // the task's last look was in vain, and nobody has woken it since

        abstract void register(Waker waker);

        abstract void wake();

        @Operation(nonParallelGroup = "task")
        public boolean poll() {
            wakeDue = true;
            register(() -> wakeDue = false);
            boolean seen = event.getAndSet(false);
            if (seen) {
                wakeDue = false;
            }
            return seen;
        }

        @Operation
        public void happen() {
            event.set(true);
            wake();
        }

        @Validate
        public void noWakeUpIsLost() {
            if (event.get() && wakeDue) {
                throw new IllegalStateException("the event happened, and the task sleeps on");
            }
        }
    }

    /** The cell itself. */
    public static class Cell extends Model {
        private final AtomicWaker cell = new AtomicWaker();

        @Override
        void register(Waker waker) {
            cell.register(waker);
        }

        @Override
        void wake() {
            cell.wake();
        }
    }

    /** A cell that takes the waker out in two steps. */
    public static class Broken extends Model {
        private volatile Waker cell;

        @Override
        void register(Waker waker) {
            cell = waker;
        }

        @Override
        void wake() {
            Waker seen = cell;
            cell = null; // a waker registered in between is gone
            if (seen != null) {
                seen.wake();
            }
        }
    }

    @Test
    void atomicWaker_everyInterleaving_losesNoWakeUp() {
        ModelChecking.check(Cell.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(Broken.class)).hasMessageContaining("sleeps on");
    }
}
