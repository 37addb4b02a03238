package dev.pollux.sync;

import dev.pollux.future.Awaited;
import dev.pollux.future.Blocking;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that one task at a time may use, also across awaits.
 *
 * <pre>{@code
 * try (var balance = account.lock().await()) {
 *     balance.set(balance.get() + fetchInterest().await());
 * }
 * }</pre>
 *
 * <p>Fair: the lock goes to those who ask in the order in which they were first polled. For a value that is never kept across an
 * await, {@code synchronized} is the cheaper tool.
 *
 * <p>A failure while the lock is held releases it like any other way out; the value stays as it is then.
 *
 * @param <T> the type of the value
 * @memory What was done before the lock was released is visible to whoever gets it next.
 * @origin tokio::sync::Mutex (1.53). Differs: the lock is released by {@code close}.
 */
public final class Mutex<T extends @Nullable Object> implements Awaited {

    private final Permits permits = new Permits(1);
    private T value; // guarded by the permit
    private @Nullable Guard<T> holding; // guarded by the permit; dumps read it without, and may see an earlier one

    /**
     * Creates an unlocked mutex.
     *
     * @param value the value it guards
     */
    public Mutex(T value) {
        this.value = value;
    }

    /**
     * Locks, waiting for it.
     *
     * @return a future of the guard, which is to be closed; {@link RecursiveLockException} from its poll if the task holds the lock and
     *     waits for nothing else, as far as its executor looks
     * @cancel Loses the place in line, nothing else: a lock that was granted already goes to the next.
     * @wakeup When the lock is granted.
     * @cost One object. Without waiting, one exchange; a drop is O(1).
     */
    @LosesPlace
    public Future<Guard<T>> lock() {
        return new Lock<>(this);
    }

    /**
     * Locks if that is possible without waiting.
     *
     * @return the guard, which is to be closed, or {@code null} if the mutex is locked
     */
    public @Nullable Guard<T> tryLock() {
        return permits.tryAcquire(1) ? new Guard<>(this, null) : null;
    }

    /**
     * Locks from a plain thread, which is blocked until the lock is free.
     *
     * @return the guard, which is to be closed
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a thread that runs tasks; use {@link #lock} there
     */
    @Blocking
    public Guard<T> blockingLock() throws InterruptedException {
        return BlockingWait.await(lock());
    }

    /**
     * Tells whether it is locked.
     *
     * @return {@code true} if somebody holds the lock at the moment
     */
    public boolean isLocked() {
        return permits.available() == 0;
    }

    @Override
    public List<? extends Holding> holdings() {
        Guard<T> seen = holding;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public List<? extends Waiting> inLine(String what) {
        return permits.waiters();
    }

    /** Whoever has the guard, or was handed the lock and did not come for it yet. */
    @Override
    public int holders(String what) {
        return isLocked() ? 1 : UNKNOWN;
    }

    @Override
    public String toString() {
        return isLocked() ? "Mutex[locked]" : "Mutex[" + value + "]";
    }

    /**
     * Stands for the lock while it is held. Close it to unlock; afterwards it is of no use.
     *
     * @param <T> the type of the value
     */
    public static final class Guard<T extends @Nullable Object> extends Owned implements AutoCloseable {

        private @Nullable Mutex<T> mutex; // null once it was released

        private Guard(Mutex<T> mutex, @Nullable Context cx) {
            super(cx);
            this.mutex = mutex;
            mutex.holding = this;
        }

        /**
         * Returns the value.
         *
         * @return what the mutex guards
         * @throws ReleasedException if the lock was released
         */
        public T get() {
            return held("read").value;
        }

        /**
         * Replaces the value.
         *
         * @param value the new one
         * @throws ReleasedException if the lock was released
         */
        public void set(T value) {
            held("written").value = value;
        }

        /**
         * Returns a guard of a part of the value, which unlocks when either of the two is closed. To close this one after that one is
         * harmless, so that both may stand in a try statement.
         *
         * @param part tells the part of the value; {@code null} if there is none
         * @param <U> the type of the part
         * @return the guard of the part, or {@code null} if there is none
         * @throws ReleasedException if the lock was released
         */
        public <U> @Nullable MappedGuard<U> map(Function<? super T, ? extends @Nullable U> part) {
            MappedGuard<U> mapped = MappedGuard.of(part.apply(get()), this, this::unlock);
            if (mapped != null) {
                replaced();
            }
            return mapped;
        }

        /**
         * Unlocks.
         *
         * @throws ReleasedException if the lock was released before, by this guard
         * @wakeup Wakes whoever gets the lock next.
         */
        @Override
        public void close() {
            if (mutex != null || !isReplaced()) {
                unlock();
            }
        }

        private void unlock() {
            Mutex<T> released = held("released again");
            mutex = null;
            released.holding = null;
            released.permits.release(1);
        }

        private Mutex<T> held(String verb) {
            Mutex<T> seen = mutex;
            if (seen == null) {
                throw released(verb);
            }
            return seen;
        }

        @Override
        public @Nullable Resource holds() {
            Mutex<T> seen = mutex;
            return seen == null ? null : new Resource(seen, Owned.LOCK_OF);
        }

        @Override
        public String toString() {
            return mutex == null ? "Guard[released]" : "Guard[" + mutex.value + "]";
        }
    }

    private static final class Lock<T extends @Nullable Object> extends Permits.Request<Guard<T>> {

        private final Mutex<T> mutex;

        Lock(Mutex<T> mutex) {
            this.mutex = mutex;
        }

        @Override
        Permits permits() {
            return mutex.permits;
        }

        @Override
        long count() {
            return 1;
        }

        @Override
        Resource wanted() {
            return new Resource(mutex, Owned.LOCK_OF);
        }

        @Override
        void stood(Context cx) {
            Guard<T> holding = mutex.holding;
            if (holding != null && holding.holder() == cx.root()) {
                cx.root().watch(new SelfWait(this));
            }
        }

        @Override
        Guard<T> granted(Context cx) {
            return new Guard<>(mutex, cx);
        }

        @Override
        ClosedException closed() {
            throw new AssertionError("a mutex is never closed");
        }

        @Override
        public String toString() {
            return "lock of " + mutex;
        }
    }
}
