package dev.pollux.net;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who waits in one direction of a socket: nobody, or one future.
 *
 * <p>A direction has room for one waker. Without this, a second future that waits there would push out the waker of the first,
 * which would then sleep for ever; with it, the second fails.
 */
final class Turn extends AtomicReference<@Nullable Object> {

    private static final long serialVersionUID = 1;

    /**
     * Takes the turn, or keeps it.
     *
     * @throws IllegalStateException if another has it
     */
    void take(Object who, String what) {
        Object holder = compareAndExchange(null, who);
        if (holder != null && holder != who) {
            throw new IllegalStateException(
                    "two at once: " + what + " is pending on this socket; await or drop it first");
        }
    }

    /** Gives the turn back, and tells whether {@code who} had it. */
    boolean release(Object who) {
        return get() == who && compareAndSet(who, null);
    }
}
