package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number of permits, handed out in the order in which they were asked for: what semaphores, locks and bounded channels share. */
final class Permits {

    /*
     * One word, and a line behind it
     * ------------------------------
     *
     *     bit 0       CLOSED    nothing is handed out any more
     *     bit 1       QUEUED    somebody is in the line; the word changes under its lock alone
     *     the rest    how many permits are there
     *
     * While nobody waits, taking and returning permits is one exchange. Whoever finds too few takes the lock, sets QUEUED and
     * stands in line. From then on everybody takes the lock: those who return permits, to serve the line; those who want some,
     * to stand in it. So nobody overtakes, and a large request at the head holds up small ones behind it.
     *
     * Why no wake-up is lost
     * ----------------------
     * QUEUED is set by an exchange that fails if permits were returned meanwhile. A return after that fails its own exchange,
     * sees QUEUED, and finds the waiter in the line once it has the lock.
     *
     * Memory order
     * ------------
     * Each successful exchange acquires and releases, and so does the lock: what was done before permits were returned is
     * visible to whoever takes them.
     */

    /** The most there can be: the reference's bound, which leaves room for the two bits. */
    static final long MAX = Long.MAX_VALUE >> 2;

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", long.class);

    private static final long CLOSED = 1;
    private static final long QUEUED = 2;
    private static final int SHIFT = 2;

    /** Who wants some of them. */
    abstract static class Request<T extends @Nullable Object> extends Waiter<T> {

        private boolean refused;
        private boolean recursive; // that is why
        private @Nullable StackTraceElement heldSince; // if it is

        /** How many it wants; the same as long as it waits. */
        abstract long count();

        abstract Permits permits();

        /** The value, once the permits are taken. */
        abstract T granted(Context cx);

        /** Words the refusal when the permits were closed. */
        abstract ClosedException closed();

        @Override
        final WaitQueue line() {
            return permits().line;
        }

        @Override
        final @Nullable Object begin(Context cx) {
            if (permits().tryAcquire(count())) {
                return granted(cx);
            }
            Object raw = permits().standOrTake(this, cx);
            if (raw == Poll.PENDING) {
                stood(cx);
            }
            return raw;
        }

        /** Called after it went into the line, without a lock. */
        void stood(Context cx) {}

        /** Ends the wait, which the task itself would have to end. */
        final void refuse(@Nullable StackTraceElement since) {
            Served served = new Served();
            synchronized (line()) {
                if (isWaiting()) {
                    refused = true;
                    recursive = true;
                    heldSince = since;
                    line().serve(this, served);
                    permits().serve(served);
                }
            }
            served.wakeAll();
        }

        @Override
        final @Nullable Object take(Context cx) {
            if (recursive) {
                throw new RecursiveLockException(wanted(), heldSince, waitingSince());
            }
            if (refused) {
                throw closed();
            }
            return granted(cx);
        }

        @Override
        final boolean isScarce() {
            return !refused;
        }

        @Override
        final long share() {
            return count();
        }

        @Override
        final void giveBack() {
            if (!refused) {
                permits().release(count());
            }
        }

        @Override
        final void left(Served served) {
            permits().serve(served);
        }
    }

    private final WaitQueue line = new WaitQueue();
    private volatile long state;

    Permits(long count) {
        state = count << SHIFT;
    }

    /** Those in line, for dumps. */
    List<Waiter<?>> waiters() {
        return line.waiters();
    }

    // ---------------------------------------------------------------- to take

    /** Takes some if they are there and nobody is in line. */
    boolean tryAcquire(long count) {
        long seen = state;
        while ((seen & (CLOSED | QUEUED)) == 0 && seen >= count << SHIFT) {
            long witness = exchange(seen, seen - (count << SHIFT));
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** What a request comes to that found too few. */
    private @Nullable Object standOrTake(Request<?> request, Context cx) {
        synchronized (line) {
            while (true) {
                long seen = state;
                if ((seen & CLOSED) != 0) {
                    throw request.closed();
                }
                // One look decides. After two they may be too few at the first, and all there again at the second.
                boolean enough = (seen & QUEUED) == 0 && seen >= request.count() << SHIFT;
                long wanted = enough ? seen - (request.count() << SHIFT) : seen | QUEUED;
                if (wanted != seen && exchange(seen, wanted) != seen) {
                    continue;
                }
                if (enough) {
                    break;
                }
                return request.stand(cx);
            }
        }
        return request.granted(cx); // outside: it may be foreign
    }

    /** Takes as many as there are, up to a number. Returns how many. */
    long forget(long most) {
        synchronized (line) {
            while (true) {
                long seen = state;
                long taken = Math.min(most, seen >> SHIFT);
                if (exchange(seen, seen - (taken << SHIFT)) == seen) {
                    return taken;
                }
            }
        }
    }

    // ---------------------------------------------------------------- to return

    /** Returns some, or adds new ones. */
    void release(long count) {
        long seen = state;
        while ((seen & QUEUED) == 0) {
            long witness = exchange(seen, plus(seen, count));
            if (witness == seen) {
                return;
            }
            seen = witness;
        }
        Served served = new Served();
        synchronized (line) {
            add(count);
            serve(served);
        }
        served.wakeAll();
    }

    /** Under the lock; others may still exchange the word, unless there is a line. */
    private void add(long count) {
        long seen = state;
        while (exchange(seen, plus(seen, count)) != seen) {
            seen = state;
        }
    }

    private static long plus(long state, long count) {
        if (count > MAX - (state >> SHIFT)) {
            throw new IllegalArgumentException(
                    "adding " + count + " permits to " + (state >> SHIFT) + " makes more than " + MAX);
        }
        return state + (count << SHIFT);
    }

    /** Serves the line as far as the permits go. Under the lock. */
    private void serve(Served served) {
        if ((state & QUEUED) == 0) {
            return;
        }
        long left = state; // nobody else writes while QUEUED is set
        for (var head = (Request<?>) line.first(); head != null; head = (Request<?>) line.first()) {
            if (left < head.count() << SHIFT) {
                break;
            }
            left -= head.count() << SHIFT;
            line.serve(head, served);
        }
        state = line.isEmpty() ? left & ~QUEUED : left;
    }

    /** Hands out no more; those in line are refused. */
    void close() {
        Served served = new Served();
        synchronized (line) {
            long seen = state;
            while (exchange(seen, (seen | CLOSED) & ~QUEUED) != seen) {
                seen = state;
            }
            for (var head = (Request<?>) line.first(); head != null; head = (Request<?>) line.first()) {
                head.refused = true;
                line.serve(head, served);
            }
        }
        served.wakeAll();
    }

    // ---------------------------------------------------------------- to look at

    boolean isClosed() {
        return (state & CLOSED) != 0;
    }

    /** How many are there. Those in line may want them all. */
    long available() {
        return state >> SHIFT;
    }

    @Override
    public String toString() {
        return available() + " free" + ((state & QUEUED) == 0 ? "" : ", with a line") + (isClosed() ? ", closed" : "");
    }

    private long exchange(long expected, long wanted) {
        return (long) STATE.compareAndExchange(this, expected, wanted);
    }
}
