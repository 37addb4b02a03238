package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** No consumer of a {@link Shared} sleeps through the end of the computation, whoever drives it and is dropped meanwhile. */
class SharedLincheckTest {

    /** Two consumers of one computation. The twin differs in how they wait. */
    interface Consumers {

        /** Tells whether the computation has finished. */
        boolean poll(int consumer, Waker task);

        void drop(int consumer);
    }

    /** What the computation waits for. */
    private static final class Happening {
        private final AtomicBoolean happened = new AtomicBoolean();
        private final AtomicWaker waiting = new AtomicWaker();

        boolean poll(Waker waker) {
            waiting.register(waker);
            return happened.get();
        }

        void happen() {
            happened.set(true);
            waiting.wake();
        }
    }

    private static final class Real implements Consumers {
        private final List<Shared<String>> consumers;

        Real(Happening happening) {
            Shared<String> first = Futures.<String>pollFn(
                            cx -> happening.poll(cx.waker()) ? Poll.ready("x") : Poll.pending())
                    .shared();
            consumers = List.of(first, first.share());
        }

        @Override
        public boolean poll(int consumer, Waker task) {
            try {
                return consumers.get(consumer).poll(Context.of(task)).isReady();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void drop(int consumer) {
            consumers.get(consumer).drop();
        }
    }

    /** Consumers that find another one driving enter the list after they have looked. */
    private static final class Broken implements Consumers {
        private final Happening happening;
        private final AtomicBoolean driven = new AtomicBoolean();
        private final List<Waker> waiting = new CopyOnWriteArrayList<>();
        private volatile boolean finished;

        Broken(Happening happening) {
            this.happening = happening;
        }

        @Override
        public boolean poll(int consumer, Waker task) {
            if (!finished && !driven.compareAndSet(false, true)) {
                waiting.add(task); // the end may have come in between
                return false;
            }
            if (!finished && happening.poll(this::wakeAll)) {
                finished = true;
                wakeAll();
            }
            if (!finished) {
                waiting.add(task);
                driven.set(false);
            }
            return finished;
        }

        private void wakeAll() {
            waiting.forEach(Waker::wake);
        }

        @Override
        public void drop(int consumer) {}
    }

    /** What the checker runs. */
    public abstract static class Model {
        private final Happening happening = new Happening();
        private final Consumers consumers = consumers(happening);
        private final Task first = new Task(0);
        private final Task second = new Task(1);

        abstract Consumers consumers(Happening of);

        private final class Task {
            private final int consumer;
            private volatile boolean wakeDue; // its last poll was pending, and nobody has woken it since
            private volatile boolean over;

            Task(int consumer) {
                this.consumer = consumer;
            }

            void poll() {
                if (!over) {
                    wakeDue = true;
                    over = consumers.poll(consumer, () -> wakeDue = false);
                }
            }

            void drop() {
                if (!over) {
                    over = true;
                    consumers.drop(consumer);
                }
            }

            void requireAwake() {
                if (happening.happened.get() && wakeDue && !over) {
                    throw new IllegalStateException("the end has come, and a consumer sleeps on");
                }
            }
        }

        @Operation(nonParallelGroup = "first")
        public void pollFirst() {
            first.poll();
        }

        @Operation(nonParallelGroup = "first")
        public void dropFirst() {
            first.drop();
        }

        @Operation(nonParallelGroup = "second")
        public void pollSecond() {
            second.poll();
        }

        @Operation
        public void happen() {
            happening.happen();
        }

        @Validate
        public void nobodySleepsOn() {
            first.requireAwake();
            second.requireAwake();
        }
    }

    /** The thing itself. */
    public static class RealModel extends Model {
        @Override
        Consumers consumers(Happening of) {
            return new Real(of);
        }
    }

    /** The twin. */
    public static class BrokenModel extends Model {
        @Override
        Consumers consumers(Happening of) {
            return new Broken(of);
        }
    }

    @Test
    void shared_everyInterleavingOfTwoThreads_leavesNobodyAsleep() {
        ModelChecking.check(RealModel.class);
    }

    @Test
    void shared_everyInterleavingOfThreeThreads_leavesNobodyAsleep() {
        ModelChecking.check(RealModel.class, 3, 2);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(BrokenModel.class, 3, 2)).hasMessageContaining("sleeps on");
    }
}
