package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.ModelChecking;
import dev.pollux.future.Poll;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** An {@link RwLock} keeps writers alone and forgets nobody, in any interleaving of a writer, a second one, and a reader. */
class RwLockLincheckTest {

    /** What the checker runs; the twins differ in the lock. */
    public abstract static class Model {

        private final AtomicInteger readers = new AtomicInteger();
        private final AtomicInteger writers = new AtomicInteger();
        private final Task first = new Task();
        private final Task second = new Task();
        private final Task reader = new Task();

        abstract Future<? extends AutoCloseable> write();

        abstract Future<? extends AutoCloseable> read();

        abstract void downgrade(AutoCloseable guard) throws Exception;

        /** A task that wants the lock again and again; one operation is one poll of it. */
        private static final class Task {
            private Future<? extends AutoCloseable> waiting;
            private volatile boolean wakeDue; // the last poll was pending, and nobody has woken since

            AutoCloseable poll(Future<? extends AutoCloseable> fresh) throws Exception {
                Future<? extends AutoCloseable> polled = waiting == null ? fresh : waiting;
                wakeDue = true;
                Poll<? extends AutoCloseable> answer = polled.poll(Context.of(() -> wakeDue = false));
                if (!answer.isReady()) {
                    waiting = polled;
                    return null;
                }
                waiting = null;
                wakeDue = false;
                return answer.get();
            }

            boolean sleeps() {
                return waiting != null && wakeDue;
            }

            boolean isWoken() {
                return waiting != null && !wakeDue;
            }

            void drop() {
                if (waiting != null) {
                    waiting.drop();
                    waiting = null;
                    wakeDue = false;
                }
            }
        }

        @Operation(nonParallelGroup = "first")
        public void writeAndClose() throws Exception {
            AutoCloseable guard = first.poll(write());
            if (guard != null) {
                beAlone();
                guard.close();
            }
        }

        @Operation(nonParallelGroup = "second")
        public void writeAndDowngrade() throws Exception {
            AutoCloseable guard = second.poll(write());
            if (guard != null) {
                beAlone();
                downgrade(guard);
            }
        }

        @Operation(nonParallelGroup = "second")
        public void giveUpWriting() {
            second.drop();
        }

        @Operation(nonParallelGroup = "reader")
        public void readAndClose() throws Exception {
            AutoCloseable guard = reader.poll(read());
            if (guard != null) {
                readers.getAndIncrement();
                check(writers.get() == 0);
                readers.getAndDecrement();
                guard.close();
            }
        }

        private void beAlone() {
            check(writers.incrementAndGet() == 1 && readers.get() == 0);
            writers.getAndDecrement();
        }

        private static void check(boolean alone) {
            if (!alone) {
                throw new IllegalStateException("a writer is not alone");
            }
        }

        /** All guards are closed between operations, so nobody has a reason to wait unwoken but behind one who was woken. */
        @Validate
        public void somebodyIsWoken() {
            if ((first.sleeps() || second.sleeps() || reader.sleeps())
                    && !(first.isWoken() || second.isWoken() || reader.isWoken())) {
                throw new IllegalStateException("the lock is free, and all sleep on");
            }
        }
    }

    /** The lock itself. */
    public static class Lock extends Model {
        private final RwLock<Integer> lock = new RwLock<>(0, 3);

        @Override
        Future<? extends AutoCloseable> write() {
            return lock.write();
        }

        @Override
        Future<? extends AutoCloseable> read() {
            return lock.read();
        }

        @Override
        void downgrade(AutoCloseable guard) {
            ((RwLock.WriteGuard<?>) guard).downgrade().close();
        }
    }

    /** A lock whose writers let others in. */
    public static class Broken extends Lock {
        private final Semaphore permits = new Semaphore(2);

        @Override
        Future<? extends AutoCloseable> write() {
            return permits.acquire();
        }

        @Override
        Future<? extends AutoCloseable> read() {
            return permits.acquire();
        }

        @Override
        void downgrade(AutoCloseable guard) {
            ((Semaphore.Permit) guard).close();
        }
    }

    @Test
    @Behaviour({"LRW-01", "LRW-02", "LRW-03"})
    void rwLock_everyInterleaving_keepsWritersAloneAndForgetsNobody() {
        ModelChecking.check(Lock.class);
    }

    @Test
    void brokenTwin_isCaught() {
        assertThatThrownBy(() -> ModelChecking.check(Broken.class)).hasMessageContaining("not alone");
    }
}
