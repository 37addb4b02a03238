package dev.pollux.future;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the consumers of a {@link Shared} have in common: the future, who waits for it, and what it came to. */
final class SharedComputation<T extends @Nullable Object> implements Waker {

    /*
     * States
     * ------
     *
     *     RESTING    nobody polls the future
     *     POLLING    one consumer, the driver, polls it, outside of the lock
     *     FINISHED   there is an outcome, for good
     *     DROPPED    the last consumer was dropped before that
     *
     *                     poll of a consumer, if a poll is due
     *                ┌──────────────────────────────────────────┐
     *                │                                          ▼
     *             RESTING ◄───────────── pending ──────────── POLLING
     *                │                                          │
     *       last consumer leaves                          value, failure
     *                ▼                                          ▼
     *             DROPPED                                    FINISHED
     *
     * A poll is `due` at first, and from a wake of the future until the poll which that wake asked for. A consumer that is polled
     * when none is due, or while another one drives, waits: it enters `waiting`.
     *
     *     field                 read and written by
     *     future, context       the driver; in RESTING whoever holds the lock
     *     outcome               written once, under the lock, when FINISHED begins; read by anyone
     *     all others            under the lock
     *
     * Why no wake-up is lost
     * ----------------------
     *  1. The future always gets the same waker, this object. Which consumer drives it may change without its noticing.
     *  2. A consumer registers its waker before it takes the lock to look. wake() sets `due` under the lock, and empties `waiting`
     *     into the list of those it wakes. So a consumer has entered before, and is woken; or it looks after, and finds a poll due.
     *  3. A wake may come while the driver polls. It wakes all who wait then; whoever enters later, the driver with them, is woken
     *     at the end of this poll, since `due` is found set again.
     *  4. Every wake goes to all who wait, not only to the last driver: that one may have been dropped, or may belong to a task that
     *     has other things to do. No hand-over is needed. Of those who are woken the first takes the poll that is due, the rest
     *     enter again.
     *  5. A consumer leaves `waiting` only by being woken, by driving, or by its drop.
     *
     * Memory order
     * ------------
     * The lock orders one driver before the next. `outcome` is volatile for peek; a consumer reads it after the lock.
     *
     * Foreign code, which is the future, its drop and the wakers, runs outside of the lock.
     */
    private enum Stage {
        RESTING,
        POLLING,
        FINISHED,
        DROPPED
    }

    private final Object lock = new Object();
    private final Set<Shared<T>> waiting = new LinkedHashSet<>(); // in the order in which they came
    private Stage stage = Stage.RESTING;
    private boolean due = true;
    private int consumers;
    private @Nullable Future<T> future; // null in FINISHED and DROPPED
    private @Nullable Context context;
    private volatile @Nullable Outcome<T> outcome;

    SharedComputation(Future<T> future) {
        this.future = future;
    }

    @Nullable Outcome<T> outcome() {
        return outcome;
    }

    /** What the consumers wait for; any thread may ask. */
    List<Future<T>> running() {
        Future<T> seen = future;
        return seen == null ? List.of() : List.of(seen);
    }

    // ---------------------------------------------------------------- consumers

    /** Makes another consumer; {@code null} if it is too late. */
    @Nullable Shared<T> join() {
        synchronized (lock) {
            if (stage == Stage.DROPPED) {
                return null;
            }
            consumers++;
        }
        return new Shared<>(this);
    }

    /** Lets an unfinished consumer go. */
    @Nullable Throwable leave(Shared<T> consumer) {
        Future<T> dropped;
        synchronized (lock) {
            waiting.remove(consumer);
            consumers--;
            if (consumers > 0 || stage != Stage.RESTING) {
                return null;
            }
            stage = Stage.DROPPED;
            dropped = future;
            future = null;
            context = null;
        }
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    /** Answers a consumer's poll. */
    @Nullable Object poll(Shared<T> consumer, Context cx) throws Exception {
        consumer.listen(cx.waker()); // rule 2
        if (mustWait(consumer)) {
            return Poll.PENDING;
        }
        Outcome<T> known = outcome;
        if (known == null) {
            known = drive(cx);
            if (known == null) {
                rest(consumer);
                return Poll.PENDING;
            }
            finish(known);
        }
        return known.get();
    }

    /** Otherwise there is an outcome, or the consumer is now the driver. */
    private boolean mustWait(Shared<T> consumer) {
        synchronized (lock) {
            waiting.remove(consumer);
            if (stage == Stage.FINISHED) {
                return false;
            }
            if (stage == Stage.POLLING || !due) {
                waiting.add(consumer);
                return true;
            }
            stage = Stage.POLLING;
            due = false;
            return false;
        }
    }

    // ---------------------------------------------------------------- the driver

    @SuppressWarnings({"unchecked", "NullAway"}) // a raw answer of a Future<T> other than PENDING is a T
    private @Nullable Outcome<T> drive(Context cx) {
        try {
            Object raw = future.pollRaw(contextWithin(cx));
            return raw == Poll.PENDING ? null : new Outcome.Completed<>((T) raw);
        } catch (Throwable failure) {
            return new Outcome.Failed<>(failure);
        }
    }

    /** Returns the context of the driver with the waker that is the same for all. */
    private Context contextWithin(Context driver) {
        if (context == null || !context.differsOnlyInWaker(driver)) {
            context = driver.withWaker(this);
        }
        return context;
    }

    private void rest(Shared<T> driver) {
        List<Shared<T>> woken;
        synchronized (lock) {
            stage = Stage.RESTING;
            waiting.add(driver);
            woken = due ? takeWaiting() : List.of(); // rule 3
        }
        woken.forEach(Shared::wake);
    }

    private void finish(Outcome<T> result) {
        List<Shared<T>> woken;
        synchronized (lock) {
            stage = Stage.FINISHED;
            outcome = result;
            future = null;
            context = null;
            woken = takeWaiting();
        }
        woken.forEach(Shared::wake);
    }

    // ---------------------------------------------------------------- wakes

    @Override
    public void wake() {
        List<Shared<T>> woken;
        synchronized (lock) {
            due = true;
            woken = takeWaiting();
        }
        woken.forEach(Shared::wake);
    }

    private List<Shared<T>> takeWaiting() {
        List<Shared<T>> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    @Override
    public String toString() {
        return "waker of a shared future";
    }
}
