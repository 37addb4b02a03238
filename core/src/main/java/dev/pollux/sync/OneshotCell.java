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
 * What the two ends of a {@link Oneshot} share; it is the receiver.
 *
 * @param <T> the type of the value
 */
abstract class OneshotCell<T extends @Nullable Object> extends RawFuture<T> implements Waiting {

    /*
     * One word
     * --------
     *
     *     WAITING    `waker` is whom to wake
     *     SENT       `value` is the value
     *     HUNG_UP    the sender was closed without a value
     *     CLOSED     the receiver wants no value any more
     *
     *      0 ──poll──► WAITING ─┬─ send ──────────► SENT
     *      │                    ├─ close sender ──► HUNG_UP      each keeps WAITING, which tells its author to wake
     *      └────────────────────┴─ close, drop ───► CLOSED
     *
     * Only the first of SENT, HUNG_UP and CLOSED counts; whoever finds one of them set leaves the word as it is. So the end of the
     * channel is one exchange. `finished` belongs to the owner of the receiver: the future gave its answer, or was dropped.
     *
     * Who writes what
     * ---------------
     *
     *     field      read                           written
     *     state      anybody                        anybody, by exchange
     *     value      owner, after it saw SENT       sender, before SENT; owner, after it took it
     *     waker      owner; whoever ended it        owner, while WAITING is not set; null by whoever ended it
     *     finished   owner                          owner
     *     late       anybody                        whoever calls closed() first
     *
     * Why no wake-up is lost
     * ----------------------
     * The owner writes its waker and then sets WAITING by an exchange that fails if the channel has ended. An end that comes after it
     * sees WAITING and calls the waker. To replace the waker, the owner first takes WAITING back, in the same way.
     *
     * Those who wait in closed() look at the word after they put `late` there; the end of the channel looks for it after its
     * exchange.
     *
     * Memory order
     * ------------
     * Exchanges are volatile. A poll that reads SENT with acquire semantics sees the value, and needs no exchange.
     */

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", int.class);
    private static final VarHandle LATE = Handles.field(MethodHandles.lookup(), "late", Notify.class);

    static final String VALUE_OF = "the value of";

    private static final int WAITING = 1;
    private static final int SENT = 2;
    private static final int HUNG_UP = 4;
    private static final int CLOSED = 8;
    private static final int ENDED = SENT | HUNG_UP | CLOSED;

    @SuppressWarnings("FieldCanBeFinal") // changed through STATE
    private volatile int state;

    private boolean finished;
    private @Nullable T value;
    private @Nullable Waker waker;

    @SuppressWarnings("FieldCanBeFinal") // written through LATE
    private volatile @Nullable Notify late;

    // ---------------------------------------------------------------- the sender

    /** Puts the value in. Returns whether the receiver will find it. */
    final boolean put(T sent) {
        if ((state & ENDED) != 0) {
            return refuse();
        }
        value = sent; // no owner looks before SENT
        if (end(SENT)) {
            return true;
        }
        value = null;
        return refuse();
    }

    private boolean refuse() {
        int seen = state;
        if ((seen & CLOSED) == 0) {
            throw new IllegalStateException(
                    (seen & SENT) != 0
                            ? "this sender has sent its value; a oneshot channel carries one"
                            : "this sender was closed, and sends nothing any more");
        }
        return false;
    }

    final void hangUp() {
        end(HUNG_UP);
    }

    // ---------------------------------------------------------------- the receiver

    @Override
    @SuppressWarnings("NullAway") // a T is in `value` if it was sent
    public final @Nullable Object pollRaw(Context cx) {
        if (finished) {
            throw Failures.finished(this);
        }
        int seen = (int) STATE.getAcquire(this); // pairs with the exchange in end()
        if ((seen & ENDED) == 0 && register(seen, cx.waker())) {
            return Poll.PENDING;
        }
        return takeOrFail();
    }

    /** Returns whether the waker is in place, and the channel has not ended. */
    private boolean register(int seen, Waker latest) {
        Waker known = waker;
        if (known != null && known.willWake(latest)) {
            return true;
        }
        if ((seen & WAITING) != 0 && !change(WAITING, 0)) {
            return false;
        }
        waker = latest;
        if (change(0, WAITING)) {
            return true;
        }
        waker = null; // nobody knows of it
        return false;
    }

    /** The value if it was sent, and nothing if it may still come. */
    final Poll<T> tryTake() {
        if (finished) {
            throw new ClosedException("this receiver has given its value already, or was dropped");
        }
        return (state & ENDED) == 0 ? Poll.pending() : Poll.ready(takeOrFail());
    }

    @SuppressWarnings("NullAway") // a T is in `value` if it was sent
    private T takeOrFail() {
        finished = true;
        int seen = state;
        if ((seen & SENT) == 0) {
            throw new ClosedException(
                    (seen & HUNG_UP) != 0
                            ? "the sender was closed without sending"
                            : "this receiver was closed before a value was sent");
        }
        T taken = value;
        value = null;
        return taken;
    }

    final void shut() {
        end(CLOSED);
    }

    @Override
    public final void drop() {
        finished = true;
        if (change(WAITING, CLOSED)) {
            waker = null; // it is not to be called any more
            tell(false);
        } else if ((state & SENT) != 0) {
            value = null;
        }
    }

    // ---------------------------------------------------------------- both

    /** Clears and sets bits, unless the channel has ended. */
    private boolean change(int cleared, int set) {
        int seen = state;
        while ((seen & ENDED) == 0) {
            int witness = (int) STATE.compareAndExchange(this, seen, (seen & ~cleared) | set);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** Ends the channel, unless it has ended. */
    private boolean end(int how) {
        int seen = state;
        while ((seen & ENDED) == 0) {
            int witness = (int) STATE.compareAndExchange(this, seen, seen | how);
            if (witness == seen) {
                tell((seen & WAITING) != 0);
                return true;
            }
            seen = witness;
        }
        return false;
    }

    private void tell(boolean receiverToo) {
        if (receiverToo) {
            Waker taken = waker;
            waker = null;
            Failures.wake(taken);
        }
        Notify waiting = late;
        if (waiting != null) {
            waiting.notifyWaiters();
        }
    }

    @Override
    public final @Nullable Resource waitingFor() {
        return (state & (WAITING | ENDED)) == WAITING ? new Resource(this, VALUE_OF) : null;
    }

    final boolean hasEnded() {
        return (state & ENDED) != 0;
    }

    final boolean isFinished() {
        return finished;
    }

    final boolean holdsValue() {
        return (state & SENT) != 0 && !finished;
    }

    /** Notifies whoever wants to know that the channel has ended. */
    final Notify late() {
        Notify known = late;
        if (known != null) {
            return known;
        }
        Notify made = new Notify();
        Notify witness = (Notify) LATE.compareAndExchange(this, null, made);
        return witness == null ? made : witness;
    }

    final String describe() {
        int seen = state;
        if ((seen & SENT) != 0) {
            return "sent";
        }
        if ((seen & ENDED) != 0) {
            return "closed";
        }
        return (seen & WAITING) != 0 ? "awaited" : "open";
    }
}
