package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.future.Waker;
import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A future that gets what it asks for at once, or stands in a line until somebody serves it.
 *
 * @param <T> the type of the value
 */
abstract class Waiter<T extends @Nullable Object> extends RawFuture<T> implements Waiting {

    /*
     * States
     * ------
     *
     *     FRESH      never polled
     *     WAITING    in the line; `waker` is whom to wake
     *     SERVED     taken out of the line; what it got lies in its fields until the poll that takes it
     *     FINISHED   ready, failed or dropped; holds nothing
     *
     *      FRESH ──poll──► WAITING ──serve──► SERVED ──poll──► FINISHED
     *        │                │                  │                ▲
     *        │ poll, drop     │ drop             │ drop: gives back
     *        └────────────────┴──────────────────┴────────────────┘
     *
     * Without a poll, register() goes from FRESH to where a first poll would lead, but to SERVED instead of FINISHED.
     *
     * Who writes what
     * ---------------
     *
     *     field             read                         written
     *     stage             owner acquire                owner plain; WAITING and SERVED under the lock of the line
     *     waker, task       owner; server after serving  owner, under the lock while WAITING; waker null by who wakes, and
     *                                                    as long as it was registered alone
     *     next, previous    under the lock               under the lock; after serving `next` belongs to Served
     *     site              anybody, for dumps           owner, before WAITING
     *
     * The owner is whoever may poll and drop the future.
     *
     * Why no wake-up is lost
     * ----------------------
     * The owner goes to WAITING under the lock, where it also sees that there is nothing to be had, and where the server sees
     * it afterwards. A later poll replaces the waker under the same lock, unless the one that is there has the same effect:
     * then it does not matter whether the server reads it before or after.
     *
     * Memory order
     * ------------
     * SERVED is written with release semantics and read with acquire: what the server put into the fields is there. So a poll
     * that finds itself served needs no lock.
     */

    private static final VarHandle STAGE = Handles.field(MethodHandles.lookup(), "stage", int.class);

    private static final int FRESH = 0;
    private static final int WAITING = 1;
    private static final int SERVED = 2;
    private static final int FINISHED = 3;

    private int stage;
    private int site; // where the wait began; 0 if that is not known
    private @Nullable Context task; // of the latest poll that had to change the waker
    private @Nullable Waker waker;

    @Nullable Waiter<?> next;

    @Nullable Waiter<?> previous;

    // ---------------------------------------------------------------- what each kind adds

    /** The line this stands in. */
    abstract WaitQueue line();

    /** The first poll: the value, or what {@link #stand} returns once there is nothing to be had. */
    abstract @Nullable Object begin(Context cx) throws Exception;

    /** The value, or the failure, that the server left in the fields. */
    abstract @Nullable Object take(Context cx) throws Exception;

    /** Returns what was served, and will not be taken, to where it came from. */
    abstract void giveBack();

    /** What it waits for, for those who look for who waits for whom. */
    abstract Resource wanted();

    /** Called under the lock after this left the line unserved; may serve others. */
    void left(Served served) {}

    /** Tells whether a server is at work that will serve this: then a poll waits for it instead of answering that nothing came. */
    boolean isBeingServed() {
        return false;
    }

    // ---------------------------------------------------------------- the owner

    @Override
    public final @Nullable Object pollRaw(Context cx) throws Exception {
        int seen = (int) STAGE.getAcquire(this); // pairs with nowServed
        if (seen == WAITING && isStillWaiting(cx)) {
            return Poll.PENDING;
        }
        if (seen == FINISHED) {
            throw Failures.finished(this);
        }
        stage = FINISHED; // unless begin() comes to stand()
        return seen == FRESH ? begin(cx) : take(cx);
    }

    private boolean isStillWaiting(Context cx) {
        Waker latest = cx.waker();
        Waker known = waker;
        if (known != null && !isBeingServed() && known.willWake(latest)) {
            return true;
        }
        synchronized (line()) {
            if (stage == WAITING) {
                waker = latest;
                task = cx.root();
                return true;
            }
        }
        return false;
    }

    /** Goes into the line. Under its lock. Returns what the poll is to return. */
    final Object stand(Context cx) {
        waker = cx.waker();
        task = cx.root();
        site = cx.site();
        return stand();
    }

    /** Does the same without a waker, which the next poll brings. */
    final Object stand() {
        stage = WAITING;
        line().add(this);
        return Poll.PENDING;
    }

    @Override
    public final void drop() {
        int seen = (int) STAGE.getAcquire(this); // pairs with nowServed
        if (seen == WAITING && leave()) {
            return;
        }
        stage = FINISHED;
        if (seen == WAITING || seen == SERVED) {
            giveBack();
        }
    }

    private boolean leave() {
        Served served = new Served();
        synchronized (line()) {
            if (stage != WAITING) {
                return false;
            }
            stage = FINISHED;
            waker = null;
            line().remove(this);
            left(served);
        }
        served.wakeAll();
        return true;
    }

    /** Tells whether it stands in the line. Under its lock. */
    final boolean isWaiting() {
        return stage == WAITING;
    }

    /** Tells whether it was never polled. For the owner. */
    final boolean isFresh() {
        return stage == FRESH;
    }

    /** Tells whether the next poll is ready, once {@link #isFresh} is not true any more. For the owner. */
    final boolean isServed() {
        int seen = (int) STAGE.getAcquire(this); // pairs with nowServed
        if (seen == WAITING && isBeingServed()) {
            synchronized (line()) {
                seen = stage;
            }
        }
        if (seen == FINISHED) {
            throw Failures.finished(this);
        }
        return seen == SERVED;
    }

    // ---------------------------------------------------------------- for dumps

    @Override
    public final @Nullable Resource waitingFor() {
        return (int) STAGE.getAcquire(this) == WAITING ? wanted() : null;
    }

    @Override
    public final @Nullable StackTraceElement waitingSince() {
        return Context.placeOf(site);
    }

    // ---------------------------------------------------------------- the server

    /** Under the lock, after it left the line; or by the owner, if it never stood there. */
    final void nowServed() {
        STAGE.setRelease(this, SERVED); // publishes what the server put into the fields
    }

    /** Wakes who waits, after the lock was released. */
    final void wake() {
        Waker taken = waker;
        Context woken = task;
        waker = null;
        Failures.wake(taken);
        if (woken != null && isUntaken() && isScarce()) { // after the wake: a task that parks now has had its chance
            woken.watch(new UntakenGrant(this));
        }
    }

    /** Tells whether it was served and does not know it yet. */
    final boolean isUntaken() {
        return (int) STAGE.getAcquire(this) == SERVED;
    }

    /** Tells whether somebody else could use what it was served. Asked while it is untaken. */
    boolean isScarce() {
        return false;
    }

    /** For how many of those that the resource counts as holders this stands while it is untaken. */
    long share() {
        return 0;
    }
}
