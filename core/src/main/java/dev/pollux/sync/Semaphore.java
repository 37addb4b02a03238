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
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that tasks take and return, so that only so many do something at once.
 *
 * <pre>{@code
 * try (var permit = connections.acquire().await()) {
 *     // at most so many are here
 * }
 * }</pre>
 *
 * <p>Fair: permits go to those who ask in the order in which they were first polled, and a request for many at the head of the line
 * holds up small ones behind it. Only while nobody waits can a permit be taken without standing in line.
 *
 * <p>Any thread may call any method.
 *
 * @memory What was done before a permit was returned is visible to whoever takes it.
 * @origin tokio::sync::Semaphore (1.53). Differs: a permit is returned by {@code close}, and refuses to be returned twice.
 */
public final class Semaphore implements Awaited {

    /** The most permits there can be. */
    public static final long MAX_PERMITS = Permits.MAX;

    private static final String PERMIT_OF = "a permit of";

    private final Permits permits;
    private final long initial;
    private volatile boolean isChanged; // there are, or were, other permits than the initial ones

    /**
     * Creates a semaphore.
     *
     * @param permits how many there are at first; may be none
     * @throws IllegalArgumentException if it is negative, or more than {@link #MAX_PERMITS}
     */
    public Semaphore(long permits) {
        this.permits = new Permits(requireCount(permits));
        this.initial = permits;
    }

    /**
     * Takes one permit, waiting for it.
     *
     * @return a future of the permit; {@link ClosedException} from its poll if the semaphore is or gets closed
     * @cancel Loses the place in line, nothing else: a permit that was granted already goes to the next.
     * @wakeup When the permit is granted, or the semaphore is closed.
     * @cost One object for the future and the permit. Without waiting, one exchange; a drop is O(1).
     */
    @LosesPlace
    public Future<Permit> acquire() {
        return acquireMany(1);
    }

    /**
     * Takes several permits at once, waiting until so many are free.
     *
     * @param count how many; may be none
     * @return a future of the permits as one; {@link ClosedException} from its poll if the semaphore is or gets closed
     * @throws IllegalArgumentException if {@code count} is negative, or more than {@link #MAX_PERMITS}
     * @cancel As for {@link #acquire}.
     */
    @LosesPlace
    public Future<Permit> acquireMany(long count) {
        return new Acquire(this, requireCount(count));
    }

    /**
     * Takes one permit if it is there and nobody waits for it.
     *
     * @return the permit, or {@code null}
     * @throws ClosedException if the semaphore is closed
     */
    public @Nullable Permit tryAcquire() {
        return tryAcquireMany(1);
    }

    /**
     * Takes several permits if they are there and nobody waits for them.
     *
     * @param count how many; may be none
     * @return the permits as one, or {@code null}
     * @throws ClosedException if the semaphore is closed
     * @throws IllegalArgumentException if {@code count} is negative, or more than {@link #MAX_PERMITS}
     */
    public @Nullable Permit tryAcquireMany(long count) {
        if (permits.tryAcquire(requireCount(count))) {
            return new Permit(this, count);
        }
        if (permits.isClosed()) {
            throw closed();
        }
        return null;
    }

    /**
     * Takes one permit, waiting for it on this thread.
     *
     * @return the permit
     * @throws ClosedException if the semaphore is or gets closed
     * @throws IllegalStateException on a thread of a runtime that must not be blocked
     * @throws InterruptedException if the thread is interrupted; nothing is taken then
     */
    @Blocking
    public Permit blockingAcquire() throws InterruptedException {
        return blockingAcquireMany(1);
    }

    /**
     * Takes several permits at once, waiting for them on this thread.
     *
     * @param count how many; may be none
     * @return the permits as one
     * @throws ClosedException if the semaphore is or gets closed
     * @throws IllegalArgumentException if {@code count} is negative, or more than {@link #MAX_PERMITS}
     * @throws IllegalStateException on a thread of a runtime that must not be blocked
     * @throws InterruptedException if the thread is interrupted; nothing is taken then
     */
    @Blocking
    public Permit blockingAcquireMany(long count) throws InterruptedException {
        return BlockingWait.await(acquireMany(count));
    }

    /**
     * Adds permits to those that exist. Those in line are served first.
     *
     * @param count how many
     * @throws IllegalArgumentException if {@code count} is negative, or there would be more than {@link #MAX_PERMITS}
     */
    public void addPermits(long count) {
        requireCount(count);
        change();
        permits.release(count);
    }

    /**
     * Takes permits that are free out of existence.
     *
     * @param count at most so many
     * @return how many it was; fewer if fewer are free
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public long forgetPermits(long count) {
        requireCount(count);
        change();
        return permits.forget(count);
    }

    /**
     * Returns how many permits are free.
     *
     * @return the number of the moment; those in line may be waiting for more
     */
    public long availablePermits() {
        return permits.available();
    }

    /**
     * Hands out no more permits. Those in line are refused; permits that are held can still be returned.
     *
     * @wakeup Wakes all who are in line.
     */
    public void close() {
        permits.close();
    }

    /**
     * Tells whether it was closed.
     *
     * @return {@code true} after {@link #close}
     */
    public boolean isClosed() {
        return permits.isClosed();
    }

    @Override
    public List<? extends Waiting> inLine(String what) {
        return permits.waiters();
    }

    /** Permits that were taken; but if their number was ever changed, it may be changed again by somebody who holds none. */
    @Override
    public int holders(String what) {
        long taken = initial - permits.available();
        return isChanged || taken < 1 || taken > Integer.MAX_VALUE ? UNKNOWN : (int) taken;
    }

    @Override
    public String toString() {
        return "Semaphore[" + permits + "]";
    }

    private void change() {
        if (!isChanged) { // a look costs less than a write
            isChanged = true;
        }
    }

    private static long requireCount(long count) {
        if (count < 0 || count > MAX_PERMITS) {
            throw new IllegalArgumentException("a number of permits is from 0 to " + MAX_PERMITS + ", not " + count);
        }
        return count;
    }

    private static ClosedException closed() {
        return new ClosedException("the semaphore is closed: it hands out no more permits");
    }

    /** Permits that were taken, to be returned by {@link #close}. May be returned by another task than the one that took them. */
    public static final class Permit implements AutoCloseable, Holding {

        private static final long RETURNED = -1;

        private final Semaphore semaphore;
        private long count;

        private Permit(Semaphore semaphore, long count) {
            this.semaphore = semaphore;
            this.count = count;
        }

        /**
         * Returns how many permits this stands for.
         *
         * @return the number
         * @throws ReleasedException if they were returned
         */
        public long count() {
            if (count == RETURNED) {
                throw new ReleasedException("this permit was returned to its semaphore before");
            }
            return count;
        }

        /**
         * Takes over the permits of another, which counts as returned then.
         *
         * @param other permits of the same semaphore
         * @throws IllegalArgumentException if they are of another semaphore, or {@code other} is this
         * @throws ReleasedException if either was returned
         */
        public void merge(Permit other) {
            if (other.semaphore != semaphore || other == this) {
                throw new IllegalArgumentException("only other permits of the same semaphore can be merged");
            }
            count = count() + other.take();
        }

        /**
         * Takes some permits out of this.
         *
         * @param taken how many
         * @return them, or {@code null} if there are fewer
         * @throws IllegalArgumentException if {@code taken} is negative
         * @throws ReleasedException if they were returned
         */
        public @Nullable Permit split(long taken) {
            if (requireCount(taken) > count()) {
                return null;
            }
            count -= taken;
            return new Permit(semaphore, taken);
        }

        /**
         * Takes the permits out of existence: they are never returned.
         *
         * @throws ReleasedException if they were returned
         */
        public void forget() {
            take();
            semaphore.change();
        }

        /**
         * Returns the permits.
         *
         * @throws ReleasedException if they were returned before
         * @wakeup Wakes those in line whom they serve.
         */
        @Override
        public void close() {
            semaphore.permits.release(take());
        }

        private long take() {
            long taken = count();
            count = RETURNED;
            return taken;
        }

        @Override
        public long share() {
            return Math.max(0, count);
        }

        @Override
        public @Nullable Resource holds() {
            return count == RETURNED ? null : new Resource(semaphore, PERMIT_OF);
        }

        @Override
        public String toString() {
            return count == RETURNED ? "Permit[returned]" : "Permit[" + count + "]";
        }
    }

    private static final class Acquire extends Permits.Request<Permit> {

        private final Semaphore semaphore;
        private final long count;

        Acquire(Semaphore semaphore, long count) {
            this.semaphore = semaphore;
            this.count = count;
        }

        @Override
        Permits permits() {
            return semaphore.permits;
        }

        @Override
        long count() {
            return count;
        }

        @Override
        Resource wanted() {
            return new Resource(semaphore, PERMIT_OF);
        }

        @Override
        Permit granted(Context cx) {
            return new Permit(semaphore, count);
        }

        @Override
        ClosedException closed() {
            return Semaphore.closed();
        }

        @Override
        public String toString() {
            return "acquire of " + count + " of " + semaphore;
        }
    }
}
