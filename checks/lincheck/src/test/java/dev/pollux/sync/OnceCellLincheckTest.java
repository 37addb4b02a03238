package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.ModelChecking;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@link OnceCell} has one initialiser at a time and one value for good, and its turn is with somebody while others wait. */
class OnceCellLincheckTest {

    /** A task that computes in two polls, one that fails, one that is done at once, and somebody who sets the value. */
    public static class Model {
        private final OnceCell<Integer> cell = new OnceCell<>();
        private final AtomicInteger atWork = new AtomicInteger();
        private final SleepingTask<Void> slow = new SleepingTask<>();
        private final SleepingTask<Void> failing = new SleepingTask<>();
        private volatile int seen; // what the cell held when somebody looked; 0 before that

        /** The future of a task that wants the value. */
        Future<Integer> value(Supplier<Future<Integer>> initializer) {
            return cell.getOrInit(block(initializer));
        }

        @Operation(nonParallelGroup = "slow")
        public void pollSlow() {
            slow.poll(() -> value(() -> new Computing(1, 2)).map(this::see));
        }

        @Operation(nonParallelGroup = "slow")
        public void dropSlow() {
            slow.drop();
        }

        @Operation(nonParallelGroup = "failing")
        public void pollFailing() {
            failing.poll(() -> value(() -> new Computing(0, 1)).map(this::see));
        }

        @Operation(nonParallelGroup = "failing")
        public void dropFailing() {
            failing.drop();
        }

        @Operation
        public void set() {
            try {
                cell.set(3);
                see(3);
            } catch (AlreadySetException e) {
                check(e.isInitializing() || cell.isSet(), "refused for no reason");
            }
        }

        @Operation
        public void get() {
            Integer value = cell.get();
            if (value != null) {
                see(value);
            }
        }

        private Void see(int value) {
            check(seen == 0 || seen == value, "there were two values");
            check(cell.get() == null || cell.get() == value, "a value that is not that of the cell");
            seen = value;
            return null;
        }

        /** Yields a number, or fails if it is 0, in one or two polls. */
        private final class Computing extends RawFuture<Integer> {
            private final int result;
            private int pollsLeft;
            private boolean begun;

            Computing(int result, int polls) {
                this.result = result;
                this.pollsLeft = polls;
            }

            @Override
            public Object pollRaw(Context cx) throws Exception {
                if (!begun) {
                    begun = true;
                    check(atWork.getAndIncrement() == 0, "two are at work");
                }
                if (--pollsLeft > 0) {
                    cx.waker().wake();
                    return Poll.PENDING;
                }
                end();
                if (result == 0) {
                    throw new Exception("planned");
                }
                return result;
            }

            @Override
            public void drop() {
                if (begun) {
                    end();
                }
            }

            private void end() {
                begun = false;
                atWork.getAndDecrement();
            }
        }

        @Validate
        public void nobodySleepsOn() {
            boolean asleep = slow.isAsleep() || failing.isAsleep();
            boolean underWay = slow.isWoken() || failing.isWoken();
            check(
                    !asleep || (underWay && !cell.isSet()),
                    "the turn is free, or the value is there, and a task sleeps on");
        }
    }

    /** A twin whose turn ends with whoever has it and is dropped. */
    public static class KeepsTurn extends Model {

        @Override
        Future<Integer> value(Supplier<Future<Integer>> initializer) {
            Future<Integer> value = super.value(initializer);
            return new RawFuture<>() {
                @Override
                public Object pollRaw(Context cx) throws Exception {
                    return value.pollRaw(cx);
                }
            };
        }
    }

    /** A twin that looks whether the value is there and computes it, in two steps. */
    public static class TwoAtWork extends Model {

        @Override
        Future<Integer> value(Supplier<Future<Integer>> initializer) {
            return initializer.get();
        }
    }

    private static AsyncBlock<Integer> block(Supplier<Future<Integer>> made) {
        return new AsyncBlock<>() {
            @Override
            public Integer run() {
                throw new AssertionError("it has a future");
            }

            @Override
            public Future<Integer> future() {
                return made.get();
            }
        };
    }

    private static void check(boolean isTrue, String otherwise) {
        if (!isTrue) {
            throw new AssertionError(otherwise);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void onceCell_everyInterleaving_hasOneInitialiserAndLosesNoWakeUp(int threads) {
        ModelChecking.checkSleepers(Model.class, threads, threads == 2 ? 3 : 2);
    }

    @Test
    void twinThatKeepsItsTurn_isCaught() {
        assertThatThrownBy(() -> ModelChecking.checkSleepers(KeepsTurn.class, 2, 4))
                .hasMessageContaining("sleeps on");
    }

    @Test
    void twinOfWhichTwoWork_isCaught() {
        assertThatThrownBy(() -> ModelChecking.checkSleepers(TwoAtWork.class, 2, 3))
                .hasMessageContaining("two are at work");
    }
}
