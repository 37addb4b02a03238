package dev.pollux.future;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cell for the waker of the one task that waits for an event.
 *
 * <p>The task registers its waker and <em>then</em> looks whether the event has happened. Any thread that makes it happen does
 * so first and <em>then</em> wakes. In whatever order the two meet, the task sees the event or is woken.
 *
 * <pre>{@code
 * cell.register(cx.waker());          event = true;
 * return event ? ... : PENDING;       cell.wake();
 * }</pre>
 *
 * <p>At most one task registers at a time; any number of threads wake.
 *
 * @origin futures-rs AtomicWaker (0.3). Differs: a reference can be exchanged in one instruction here, so the states in which
 *     one side must wait for the other, or do its work for it, do not exist.
 */
public final class AtomicWaker {

    /*
     * One word, no lock
     * -----------------
     *
     *     null       IDLE       nobody waits, or the one who waited has been woken
     *     a Waker    WAITING    to be called by the next wake
     *
     *               register              register (the latest wins)
     *      IDLE ───────────────► WAITING ───┐
     *        ▲                    │   ▲─────┘
     *        └──── wake, take ────┘
     *
     * Why no wake-up is lost
     * ----------------------
     * register and take both exchange the word, so all of them stand in one order. Consider a wake and the register of the
     * poll that wants to hear of it. If the register comes first, the wake takes its waker and calls it. If the wake comes
     * first, it took nothing or an older waker; but then the register's exchange follows that of the wake, and the poll, which
     * looks after it registered, sees what happened before the wake.
     *
     * register leaves the word alone if it finds a waker with the same effect. The word then still holds that waker, so a wake
     * that comes later in the order takes it; and one that came earlier also came before the exchange that put it there.
     *
     * Memory order
     * ------------
     * Exchanges are volatile: each acquires from and releases to the next. A wake that finds nothing must exchange, too, and
     * not only look: a look would publish nothing to the register that follows.
     *
     * Wakers are foreign code. They are called last, when the word no longer holds them: one that throws, or comes back to
     * this cell, finds it in order.
     */

    private static final VarHandle WAKER = Handles.field(MethodHandles.lookup(), "waker", Waker.class);

    private volatile @Nullable Waker waker; // written through WAKER; read by register

    /** Creates a cell without a waker. */
    public AtomicWaker() {}

    /**
     * Puts a waker in, in place of the one before. Call it before looking for the event, not after.
     *
     * @param waker the waker of the current poll
     * @memory What happened before an earlier {@link #wake} or {@link #take} is visible after this call.
     * @cost One exchange; only a read if the cell holds a waker of the same task.
     */
    public void register(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        Waker seen = this.waker;
        if (seen == null || !seen.willWake(waker)) {
            WAKER.getAndSet(this, waker);
        }
    }

    /**
     * Takes the waker out and calls it. Without one, nothing happens.
     *
     * @memory What happened before this call is visible to the poll that it causes, or to the next {@link #register}.
     * @cost One exchange.
     */
    public void wake() {
        Waker taken = take();
        if (taken != null) {
            taken.wake();
        }
    }

    /**
     * Takes the waker out without calling it: for whoever stops waiting, or wants to wake later.
     *
     * @return the waker, or {@code null} if there is none
     * @memory As for {@link #wake}.
     * @cost One exchange.
     */
    public @Nullable Waker take() {
        return (Waker) WAKER.getAndSet(this, null);
    }

    @Override
    public String toString() {
        return waker == null ? "AtomicWaker[idle]" : "AtomicWaker[waiting]";
    }
}
