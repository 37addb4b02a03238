package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.ModelChecking;
import dev.pollux.future.RawFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link Mutex} has one holder, and a lock that is given up, or never taken, goes to whoever waits. */
class MutexLincheckTest {

    /** What never waits; the guards are kept from one operation to the next. */
    public static class Tries {
        private final Mutex<Integer> mutex = new Mutex<>(0);
        private Mutex.Guard<Integer> first;
        private Mutex.Guard<Integer> second;

        @Operation(nonParallelGroup = "first")
        public boolean lockFirst() {
            first = first == null ? mutex.tryLock() : first;
            return first != null;
        }

        @Operation(nonParallelGroup = "first")
        public void unlockFirst() {
            close(first);
            first = null;
        }

        @Operation(nonParallelGroup = "second")
        public boolean lockSecond() {
            second = second == null ? mutex.tryLock() : second;
            return second != null;
        }

        @Operation(nonParallelGroup = "second")
        public void unlockSecond() {
            close(second);
            second = null;
        }

        private static void close(Mutex.Guard<Integer> guard) {
            if (guard != null) {
                guard.close();
            }
        }

        @Operation
        public boolean isLocked() {
            return mutex.isLocked();
        }
    }

    /** Two tasks that wait, hold the lock, release it and change their minds, and a third that only tries. */
    public static class Waits {
        private final Mutex<Integer> mutex = new Mutex<>(0);
        private final AtomicInteger inside = new AtomicInteger();
        private final Holder first = new Holder();
        private final Holder second = new Holder();

        Future<Mutex.Guard<Integer>> lock() {
            return mutex.lock();
        }

        private final class Holder {
            private final SleepingTask<Void> task = new SleepingTask<>();
            private volatile Mutex.Guard<Integer> guard;

            void lock() {
                if (guard == null) {
                    task.poll(() -> Waits.this.lock().map(this::hold));
                }
            }

            private Void hold(Mutex.Guard<Integer> taken) {
                if (inside.getAndIncrement() != 0) {
                    throw new AssertionError("two hold the lock");
                }
                guard = taken;
                return null;
            }

            void releaseOrDrop() {
                Mutex.Guard<Integer> held = guard;
                if (held == null) {
                    task.drop();
                } else {
                    guard = null;
                    inside.getAndDecrement();
                    held.close();
                }
            }

            boolean holdsOrWill() {
                return guard != null || task.isWoken();
            }
        }

        @Operation(nonParallelGroup = "first")
        public void lockFirst() {
            first.lock();
        }

        @Operation(nonParallelGroup = "first")
        public void leaveFirst() {
            first.releaseOrDrop();
        }

        @Operation(nonParallelGroup = "second")
        public void lockSecond() {
            second.lock();
        }

        @Operation(nonParallelGroup = "second")
        public void leaveSecond() {
            second.releaseOrDrop();
        }

        @Operation
        public void comeAndGo() {
            Mutex.Guard<Integer> guard = mutex.tryLock();
            if (guard != null) {
                guard.close();
            }
        }

        @Validate
        public void theLockIsWithSomebodyWhileOthersSleep() {
            if ((first.task.isAsleep() || second.task.isAsleep()) && !first.holdsOrWill() && !second.holdsOrWill()) {
                throw new IllegalStateException("nobody has the lock, and a task sleeps on");
            }
        }
    }

    /** A twin that keeps what was granted to a request that is dropped. */
    public static class Broken extends Waits {

        @Override
        Future<Mutex.Guard<Integer>> lock() {
            Future<Mutex.Guard<Integer>> lock = super.lock();
            return new RawFuture<>() {
                @Override
                public Object pollRaw(Context cx) throws Exception {
                    return lock.pollRaw(cx);
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void tries_everyInterleaving_areThoseOfALock(int threads) {
        ModelChecking.check(Tries.class, threads, 3);
    }

    @Test
    void tries_underStress_areThoseOfALock() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .iterations(10)
                .invocationsPerIteration(2_000)
                .check(Tries.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void waits_everyInterleaving_haveOneHolderAndLoseNoWakeUp(int threads) {
        ModelChecking.checkSleepers(Waits.class, threads, 3);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.checkSleepers(Broken.class, 2, 4))
                .hasMessageContaining("sleeps on");
    }
}
