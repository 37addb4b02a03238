package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Who wants all {@link Permits} and finds too few does not stand in line with all of them free, however often another one comes and
 * goes between its looks.
 *
 * <p>One short story, told in many orders: what went wrong once takes six switches, which larger scenarios do not reach.
 */
class PermitsLincheckTest {

    /** There are two permits, and one of them is taken; whoever has it returns it, takes it again, and returns it. */
    public abstract static class Model {
        private final SleepingTask<Boolean> all = new SleepingTask<>();

        /** What a task that wants both awaits. */
        abstract Future<Boolean> both();

        abstract boolean tryAcquireOne();

        abstract void releaseOne();

        abstract boolean areBothFree();

        @Operation(nonParallelGroup = "all")
        public void takeAll() {
            all.poll(this::both);
        }

        @Operation(nonParallelGroup = "one")
        public void goComeAndGo() {
            releaseOne();
            if (tryAcquireOne()) {
                releaseOne();
            }
        }

        @Validate
        public void isServed() {
            if (all.isAsleep() && areBothFree()) {
                throw new IllegalStateException("all permits are free, and a task sleeps on");
            }
        }
    }

    /** The permits themselves. */
    public static class Real extends Model {
        private final Permits permits = new Permits(1);

        @Override
        Future<Boolean> both() {
            return new Both(permits);
        }

        @Override
        boolean tryAcquireOne() {
            return permits.tryAcquire(1);
        }

        @Override
        void releaseOne() {
            permits.release(1);
        }

        @Override
        boolean areBothFree() {
            return permits.available() == 2;
        }
    }

    private static final class Both extends Permits.Request<Boolean> {
        private final Permits permits;

        Both(Permits permits) {
            this.permits = permits;
        }

        @Override
        long count() {
            return 2;
        }

        @Override
        Permits permits() {
            return permits;
        }

        @Override
        Boolean granted(Context cx) {
            return true;
        }

        @Override
        ClosedException closed() {
            throw new AssertionError("nobody closes them");
        }

        @Override
        Resource wanted() {
            return new Resource(permits, "both of");
        }
    }

    /** A twin that looks twice: what the word is that it will mark, and then whether there are enough. */
    public static class LooksTwice extends Model {
        private static final int QUEUED = 4;

        private final AtomicInteger state = new AtomicInteger(1);
        private volatile Waker waker = Waker.noop();

        @Override
        Future<Boolean> both() {
            return Futures.pollFn(cx -> {
                waker = cx.waker();
                while (true) {
                    int seen = state.get();
                    if (tryAcquire(2)) {
                        return Poll.ready(true);
                    }
                    if (state.compareAndSet(seen, seen | QUEUED)) {
                        return Poll.pending(); // there may be two again, as at the first look
                    }
                }
            });
        }

        private boolean tryAcquire(int count) {
            int seen = state.get();
            return seen < QUEUED && seen >= count && state.compareAndSet(seen, seen - count);
        }

        @Override
        boolean tryAcquireOne() {
            return tryAcquire(1);
        }

        @Override
        void releaseOne() {
            if (state.getAndIncrement() >= QUEUED) {
                waker.wake();
            }
        }

        @Override
        boolean areBothFree() {
            return (state.get() & 2) != 0;
        }
    }

    private static void check(Class<?> model) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(1)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(1) // there is only one scenario
                .invocationsPerIteration(20_000)
                .minimizeFailedScenario(false)
                .check(model);
    }

    @Test
    void takingAll_whileAnotherComesAndGoes_isServed() {
        check(Real.class);
    }

    @Test
    void twinThatLooksTwice_isCaught() {
        assertThatThrownBy(() -> check(LooksTwice.class)).hasMessageContaining("sleeps on");
    }
}
