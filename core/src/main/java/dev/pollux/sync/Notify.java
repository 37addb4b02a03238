package dev.pollux.sync;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Poll;
import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks that something happened, without saying what.
 *
 * <pre>{@code
 * queue.add(job);                       while (true) {
 * arrived.notifyOne();                      arrived.notified().await();
 *                                           work(queue);
 *                                       }
 * }</pre>
 *
 * <p>{@link #notifyOne} wakes one task, and is remembered if none waits: one notification is kept, not two. {@link
 * #notifyWaiters} wakes all who wait, and is not remembered. To wait until something is <em>true</em>, use {@link #awaitUntil}:
 * it cannot miss a notification.
 *
 * <p>Fair: {@link #notifyOne} wakes the one who waits longest, counted from its first poll or {@link Notified#enable}.
 *
 * <p>Any thread may call any method. Waiting takes no part in the budget of a poll beyond what every await does.
 *
 * @memory What was done before a notification is visible to whoever is woken by it.
 * @origin tokio::sync::Notify (1.53). Differs: {@link #awaitUntil}; a notification that {@link Notified#enable} took is passed on,
 *     too, if it is then dropped.
 */
public final class Notify {

    /*
     * One word, and a line behind it
     * ------------------------------
     *
     *     bits 0, 1   EMPTY      nobody waits, nothing is kept
     *                 WAITING    somebody is in the line; the word changes under its lock alone
     *                 NOTIFIED   a notification is kept
     *     the rest    how many times all waiters were notified
     *
     *                 stand                   notifyOne
     *     WAITING ◄────────────── EMPTY ◄──────────────────► NOTIFIED
     *        │     the line is      ▲       notified().poll
     *        └──────────────────────┘
     *               empty again
     *
     * A Notified remembers the count it was made at. If it differs from that of the word, all were notified since.
     *
     * Why no wake-up is lost
     * ----------------------
     * WAITING is set by an exchange that fails if a notification, of whatever kind, came since the word was looked at. One that
     * comes after it sees WAITING, and finds the waiter in the line once it has the lock.
     *
     * Why all are notified at once
     * ----------------------------
     * The count is raised before the first of the line is served. Whoever sees one waiter served therefore sees the count, too,
     * and a poll of another one that sees it takes the lock, and so waits until all are served.
     *
     * Memory order
     * ------------
     * Each successful exchange acquires and releases, and so does the lock.
     */

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", long.class);

    static final String NOTIFICATION_OF = "a notification of";

    private static final long EMPTY = 0;
    private static final long WAITING = 1;
    private static final long NOTIFIED = 2;
    private static final long KIND = 3;
    private static final long ONE_ROUND = 4;

    /** How a waiter was notified, and thus who is next if it goes away. */
    enum Manner {
        /** As the one who waited longest. */
        FIRST,
        /** As the one who came last. */
        LAST,
        /** With all others. */
        ALL
    }

    private final WaitQueue line = new WaitQueue();
    private volatile long state;

    /** Creates a {@code Notify} that keeps no notification. */
    public Notify() {}

    // ---------------------------------------------------------------- to wait

    /**
     * Waits for a notification.
     *
     * @return a future that is ready after {@link #notifyWaiters}, if it existed by then, polled or not; or after one {@link
     *     #notifyOne} that was kept, or for which its turn had come
     * @cancel Loses the place in line, nothing else: a notification by {@link #notifyOne} that it got, and nobody saw, goes to
     *     the next one.
     * @wakeup When it is notified.
     * @cost One object. Without waiting, one exchange; a drop is O(1).
     */
    @LosesPlace
    public Notified notified() {
        return new Notified(this, rounds());
    }

    /**
     * Waits until a condition is true. It is looked at in the first poll, and then after each notification, of whichever kind; always
     * after the place in line was taken, so that a notification in between is not missed.
     *
     * <pre>{@code
     * public void put(T item) {                 public Future<T> take() {
     *     items.add(item);                          return async(() -> {
     *     changed.notifyWaiters();                      changed.awaitUntil(() -> !items.isEmpty()).await();
     * }                                                 return items.remove();
     *                                               });
     *                                           }
     * }</pre>
     *
     * <p>Whoever makes the condition true does so first, and then notifies. Where several wait for different conditions, notify all:
     * {@link #notifyOne} wakes one, and is spent even if that one goes on waiting.
     *
     * @param condition runs on the thread that polls, any number of times; must be quick, and see what other threads did. What it
     *     throws fails the future
     * @return a future that is ready once the condition was seen to be true
     * @cancel Safe: a notification by {@link #notifyOne} that it did not need goes to the next one.
     * @wakeup At each notification.
     * @cost One object, and another one for each time it has to wait.
     */
    @CancelSafe
    public Future<@Nullable Void> awaitUntil(BooleanSupplier condition) {
        return new AwaitUntil(this, Objects.requireNonNull(condition, "condition"));
    }

    /** What the first poll of a waiter comes to; or, without a context, its registration. */
    @Nullable Object takeOrStand(Notified waiter, @Nullable Context cx) {
        if (takeIfNotified(waiter)) {
            return null;
        }
        synchronized (line) {
            while (true) {
                if (takeIfNotified(waiter)) {
                    return null;
                }
                long seen = state;
                if ((seen & KIND) == WAITING
                        || ((seen & KIND) == EMPTY && !waiter.isOverdue() && exchange(seen, seen | WAITING) == seen)) {
                    return cx == null ? waiter.stand() : waiter.stand(cx);
                }
            }
        }
    }

    /** Tells whether all were notified since, or takes the notification that is kept. */
    private boolean takeIfNotified(Notified waiter) {
        long seen = state;
        while (!waiter.isOverdue()) {
            if ((seen & KIND) != NOTIFIED) {
                return false;
            }
            long witness = exchange(seen, seen & ~KIND);
            if (witness == seen) {
                waiter.manner = Manner.FIRST;
                return true;
            }
            seen = witness;
        }
        return true;
    }

    // ---------------------------------------------------------------- to notify

    /**
     * Notifies the one who waits longest. If nobody waits, the next who would is notified at once.
     *
     * @wakeup Wakes one.
     * @cost One exchange while nobody waits.
     */
    public void notifyOne() {
        notifyOne(Manner.FIRST);
    }

    /**
     * Notifies the one who came last. If nobody waits, the next who would is notified at once.
     *
     * @wakeup Wakes one.
     * @cost As for {@link #notifyOne}.
     */
    public void notifyLast() {
        notifyOne(Manner.LAST);
    }

    void notifyOne(Manner manner) {
        if (keep()) {
            return;
        }
        Served served = new Served();
        synchronized (line) {
            if (!keep()) {
                serveOne(manner, served);
            }
        }
        served.wakeAll();
    }

    /** Keeps a notification for later, unless somebody waits. */
    private boolean keep() {
        long seen = state;
        while ((seen & KIND) != WAITING) {
            long witness = exchange(seen, (seen & ~KIND) | NOTIFIED);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** Under the lock, and while somebody waits. */
    private void serveOne(Manner manner, Served served) {
        Notified chosen = (Notified) Objects.requireNonNull(manner == Manner.FIRST ? line.first() : line.last());
        chosen.manner = manner;
        line.serve(chosen, served);
        clearIfNobodyWaits();
    }

    /**
     * Notifies all who wait, and those whose {@link #notified} exists already though it was never polled. A notification that is
     * kept for {@link #notifyOne} stays.
     *
     * @wakeup Wakes all.
     * @cost One exchange while nobody waits.
     */
    public void notifyWaiters() {
        if (countRound()) {
            return;
        }
        Served served = new Served();
        synchronized (line) {
            if (!countRound()) {
                state = ((state & ~KIND) + ONE_ROUND) | EMPTY; // before anybody is served
                line.serveAll(served);
            }
        }
        served.wakeAll();
    }

    /** Counts a round, unless somebody waits. */
    private boolean countRound() {
        long seen = state;
        while ((seen & KIND) != WAITING) {
            long witness = exchange(seen, seen + ONE_ROUND);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    // ---------------------------------------------------------------- for those in the line

    WaitQueue line() {
        return line;
    }

    /** How many times all waiters were notified. */
    long rounds() {
        return state >>> 2;
    }

    /** Under the lock, after somebody left the line. */
    void clearIfNobodyWaits() {
        if (line.isEmpty()) {
            state = state & ~KIND; // while it is WAITING, nobody writes it without the lock
        }
    }

    private long exchange(long expected, long wanted) {
        return (long) STATE.compareAndExchange(this, expected, wanted);
    }

    @Override
    public String toString() {
        long kind = state & KIND;
        return "Notify[" + (kind == WAITING ? "awaited" : kind == NOTIFIED ? "notified" : "idle") + "]";
    }

    /** See {@link Notify#awaitUntil}. */
    private static final class AwaitUntil extends Until<@Nullable Void> {

        private final BooleanSupplier condition;

        AwaitUntil(Notify notify, BooleanSupplier condition) {
            super(notify);
            this.condition = condition;
        }

        @Override
        protected @Nullable Object look() {
            return condition.getAsBoolean() ? null : Poll.PENDING;
        }

        @Override
        public String toString() {
            return "awaitUntil";
        }
    }
}
