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
 * A value that many tasks may read at the same time, or one may write.
 *
 * <pre>{@code
 * try (var routes = table.read().await()) {
 *     return routes.get().find(address);
 * }
 * }</pre>
 *
 * <p>Fair: all stand in one line, in the order in which they were first polled. So a writer who waits holds up readers who come after
 * it, and neither side starves the other. For the same reason a task that reads and wants to read again while a writer waits, waits for
 * itself.
 *
 * @param <T> the type of the value
 * @memory What was done before a guard was closed is visible to whoever gets the lock because of that.
 * @origin tokio::sync::RwLock (1.53). Differs: the lock is released by {@code close}.
 */
public final class RwLock<T extends @Nullable Object> implements Awaited {

    /** How many may read at the same time unless told otherwise: the reference's number. */
    public static final int MAX_READERS = Integer.MAX_VALUE >> 2;

    /*
     * A reader takes one permit, a writer takes them all. That is the whole algorithm; the line of the permits makes it fair.
     */

    private final Permits permits;
    private final int maxReaders;
    private T value; // guarded by the permits
    private @Nullable WriteGuard<T> writer; // guarded by the permits; dumps read it without, and may see an earlier one
    private @Nullable Context lastReader; // a hint, written without order by whoever reads, as is the next
    private boolean nested; // a task read that was the last reader already

    /**
     * Creates an unlocked lock.
     *
     * @param value the value it guards
     */
    public RwLock(T value) {
        this(value, MAX_READERS);
    }

    /**
     * Creates an unlocked lock that lets only so many read at the same time.
     *
     * @param value the value it guards
     * @param maxReaders how many
     * @throws IllegalArgumentException if {@code maxReaders} is not from 1 to {@link #MAX_READERS}
     */
    public RwLock(T value, int maxReaders) {
        if (maxReaders < 1 || maxReaders > MAX_READERS) {
            throw new IllegalArgumentException(
                    "a lock has from 1 to " + MAX_READERS + " readers at the same time, not " + maxReaders);
        }
        this.value = value;
        this.maxReaders = maxReaders;
        this.permits = new Permits(maxReaders);
    }

    /**
     * Locks for reading, waiting for writers.
     *
     * @return a future of the guard, which is to be closed; {@link RecursiveLockException} from its poll if the task holds the lock and
     *     waits for nothing else, as far as its executor looks
     * @cancel Loses the place in line, nothing else.
     * @wakeup When the lock is granted.
     * @cost One object for the future, one for the guard. Without waiting, one exchange; a drop is O(1).
     */
    @LosesPlace
    public Future<ReadGuard<T>> read() {
        return new Read<>(this);
    }

    /**
     * Locks for writing, waiting for readers and other writers.
     *
     * @return a future of the guard, which is to be closed; {@link RecursiveLockException} from its poll if the task holds the lock and
     *     waits for nothing else, as far as its executor looks
     * @cancel Loses the place in line, nothing else.
     * @wakeup When the lock is granted.
     * @cost As for {@link #read}.
     */
    @LosesPlace
    public Future<WriteGuard<T>> write() {
        return new Write<>(this);
    }

    /**
     * Locks for reading if that is possible without waiting.
     *
     * @return the guard, which is to be closed; {@code null} if the lock is written or somebody waits
     */
    public @Nullable ReadGuard<T> tryRead() {
        return permits.tryAcquire(1) ? new ReadGuard<>(this, value, (Context) null) : null;
    }

    /**
     * Locks for writing if that is possible without waiting.
     *
     * @return the guard, which is to be closed; {@code null} if the lock is read or written
     */
    public @Nullable WriteGuard<T> tryWrite() {
        return permits.tryAcquire(maxReaders) ? new WriteGuard<>(this, null) : null;
    }

    /**
     * Locks for reading from a plain thread, which is blocked meanwhile.
     *
     * @return the guard, which is to be closed
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a thread that runs tasks; use {@link #read} there
     */
    @Blocking
    public ReadGuard<T> blockingRead() throws InterruptedException {
        return BlockingWait.await(read());
    }

    /**
     * Locks for writing from a plain thread, which is blocked meanwhile.
     *
     * @return the guard, which is to be closed
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a thread that runs tasks; use {@link #write} there
     */
    @Blocking
    public WriteGuard<T> blockingWrite() throws InterruptedException {
        return BlockingWait.await(write());
    }

    @Override
    public List<? extends Holding> holdings() {
        WriteGuard<T> seen = writer;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public List<? extends Waiting> inLine(String what) {
        return permits.waiters();
    }

    /** Each reader has one permit, and the writer all. */
    @Override
    public int holders(String what) {
        return writer != null ? 1 : (int) (maxReaders - permits.available());
    }

    @Override
    public String toString() {
        long free = permits.available();
        return free == maxReaders ? "RwLock[" + value + "]" : "RwLock[" + (writer == null ? "read" : "written") + "]";
    }

    private void noteReader(@Nullable Context reader) {
        nested |= reader != null && reader == lastReader;
        lastReader = reader;
    }

    /** The hint is worth nothing any more, unless the task has another guard. */
    private void forgetReader(@Nullable Context reader) {
        if (lastReader == reader && !nested) {
            lastReader = null;
        }
    }

    /**
     * Stands for the lock while it is read. Close it to unlock; afterwards it is of no use.
     *
     * @param <T> the type of what is read: the value, or a part of it
     */
    public static final class ReadGuard<T extends @Nullable Object> extends Owned implements AutoCloseable {

        private final T value; // nobody replaces it meanwhile
        private @Nullable RwLock<?> lock; // null once it was released

        private ReadGuard(RwLock<?> lock, T value, @Nullable Context cx) {
            super(cx);
            this.lock = lock;
            this.value = value;
        }

        private ReadGuard(RwLock<?> lock, T value, Owned before) {
            super(before);
            this.lock = lock;
            this.value = value;
        }

        /**
         * Returns the value.
         *
         * @return what the lock guards
         * @throws ReleasedException if the lock was released
         */
        public T get() {
            requireHeld("read");
            return value;
        }

        /**
         * Narrows this guard to a part of the value. It takes the place of this one, which counts as released; to close
         * it all the same is harmless.
         *
         * @param part tells the part of the value; {@code null} if there is none
         * @param <U> the type of the part
         * @return the guard of the part, or {@code null} if there is none; this one is still held then
         * @throws ReleasedException if the lock was released
         */
        public <U> @Nullable ReadGuard<U> map(Function<? super T, ? extends @Nullable U> part) {
            U narrowed = part.apply(get());
            return narrowed == null ? null : new ReadGuard<>(replace("read"), narrowed, this);
        }

        /**
         * Unlocks.
         *
         * @throws ReleasedException if the lock was released before, by this guard
         * @wakeup Wakes whoever gets the lock next.
         */
        @Override
        public void close() {
            if (lock != null || !isReplaced()) {
                RwLock<?> held = take("released again");
                held.forgetReader(holder());
                held.permits.release(1);
            }
        }

        private RwLock<?> replace(String verb) {
            RwLock<?> held = take(verb);
            replaced();
            return held;
        }

        private RwLock<?> take(String verb) {
            RwLock<?> held = requireHeld(verb);
            lock = null;
            return held;
        }

        private RwLock<?> requireHeld(String verb) {
            RwLock<?> held = lock;
            if (held == null) {
                throw released(verb);
            }
            return held;
        }

        @Override
        public @Nullable Resource holds() {
            RwLock<?> held = lock;
            return held == null ? null : new Resource(held, Owned.LOCK_OF);
        }

        @Override
        public String toString() {
            return lock == null ? "ReadGuard[released]" : "ReadGuard[" + value + "]";
        }
    }

    /**
     * Stands for the lock while it is written. Close it to unlock; afterwards it is of no use.
     *
     * @param <T> the type of the value
     */
    public static final class WriteGuard<T extends @Nullable Object> extends Owned implements AutoCloseable {

        private @Nullable RwLock<T> lock; // null once it was released

        private WriteGuard(RwLock<T> lock, @Nullable Context cx) {
            super(cx);
            this.lock = lock;
            lock.writer = this;
        }

        /**
         * Returns the value.
         *
         * @return what the lock guards
         * @throws ReleasedException if the lock was released
         */
        public T get() {
            return requireHeld("read").value;
        }

        /**
         * Replaces the value.
         *
         * @param value the new one
         * @throws ReleasedException if the lock was released
         */
        public void set(T value) {
            requireHeld("written").value = value;
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
         * Goes on as a reader, without letting a writer in between. This guard counts as released; to close it all the same is
         * harmless.
         *
         * @return the guard for reading, which is to be closed
         * @throws ReleasedException if the lock was released
         * @wakeup Wakes readers at the head of the line.
         */
        public ReadGuard<T> downgrade() {
            T kept = get();
            RwLock<T> held = take("downgraded");
            replaced();
            held.noteReader(holder());
            held.permits.release(held.maxReaders - 1L);
            return new ReadGuard<>(held, kept, this);
        }

        /**
         * Goes on as a reader of a part of the value, without letting a writer in between. This guard counts as released then;
         * to close it all the same is harmless.
         *
         * @param part tells the part of the value; {@code null} if there is none
         * @param <U> the type of the part
         * @return the guard of the part, or {@code null} if there is none; this one is still held then
         * @throws ReleasedException if the lock was released
         * @wakeup As for {@link #downgrade}.
         */
        public <U> @Nullable ReadGuard<U> downgradeMap(Function<? super T, ? extends @Nullable U> part) {
            U narrowed = part.apply(get());
            if (narrowed == null) {
                return null;
            }
            RwLock<T> held = take("downgraded");
            replaced();
            held.noteReader(holder());
            held.permits.release(held.maxReaders - 1L);
            return new ReadGuard<>(held, narrowed, this);
        }

        /**
         * Unlocks.
         *
         * @throws ReleasedException if the lock was released before, by this guard
         * @wakeup Wakes whoever gets the lock next.
         */
        @Override
        public void close() {
            if (lock != null || !isReplaced()) {
                unlock();
            }
        }

        private void unlock() {
            RwLock<T> held = take("released again");
            held.permits.release(held.maxReaders);
        }

        private RwLock<T> take(String verb) {
            RwLock<T> held = requireHeld(verb);
            lock = null;
            held.writer = null;
            return held;
        }

        private RwLock<T> requireHeld(String verb) {
            RwLock<T> held = lock;
            if (held == null) {
                throw released(verb);
            }
            return held;
        }

        @Override
        public @Nullable Resource holds() {
            RwLock<T> held = lock;
            return held == null ? null : new Resource(held, Owned.LOCK_OF);
        }

        @Override
        public String toString() {
            RwLock<T> held = lock;
            return held == null ? "WriteGuard[released]" : "WriteGuard[" + held.value + "]";
        }
    }

    // ---------------------------------------------------------------- the futures

    private abstract static class Wish<T extends @Nullable Object, G> extends Permits.Request<G> {

        final RwLock<T> lock;

        Wish(RwLock<T> lock) {
            this.lock = lock;
        }

        @Override
        final Permits permits() {
            return lock.permits;
        }

        /** The task may hold the lock itself: as the writer, or if it was the last who came to read. */
        @Override
        final void stood(Context cx) {
            WriteGuard<T> writer = lock.writer;
            Context holder = writer == null ? lock.lastReader : writer.holder();
            if (holder == cx.root()) {
                cx.root().watch(new SelfWait(this));
            }
        }

        @Override
        final ClosedException closed() {
            throw new AssertionError("a lock is never closed");
        }
    }

    private static final class Read<T extends @Nullable Object> extends Wish<T, ReadGuard<T>> {

        Read(RwLock<T> lock) {
            super(lock);
        }

        @Override
        long count() {
            return 1;
        }

        @Override
        ReadGuard<T> granted(Context cx) {
            lock.noteReader(cx.root());
            return new ReadGuard<>(lock, lock.value, cx);
        }

        @Override
        Resource wanted() {
            return new Resource(lock, Owned.LOCK_OF);
        }

        @Override
        public String toString() {
            return "read of " + lock;
        }
    }

    private static final class Write<T extends @Nullable Object> extends Wish<T, WriteGuard<T>> {

        Write(RwLock<T> lock) {
            super(lock);
        }

        @Override
        long count() {
            return lock.maxReaders;
        }

        @Override
        WriteGuard<T> granted(Context cx) {
            return new WriteGuard<>(lock, cx);
        }

        @Override
        Resource wanted() {
            return new Resource(lock, Owned.LOCK_OF);
        }

        @Override
        public String toString() {
            return "write of " + lock;
        }
    }
}
