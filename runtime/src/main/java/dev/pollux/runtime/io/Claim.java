package dev.pollux.runtime.io;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for something that serves one future at a time: nobody, or one.
 *
 * <p>What is waited for has room for one waker. Without this, a second future that waits there would push out the waker of the first,
 * which would then sleep for ever; with it, the second fails.
 */
public final class Claim extends AtomicReference<@Nullable Object> {

    private static final long serialVersionUID = 1;

    /** Creates one that nobody holds. */
    public Claim() {}

    /**
     * Takes the claim, or keeps it.
     *
     * @param who on whose behalf
     * @param what names who else may have it, for people
     * @param subject what is claimed, for people
     * @throws IllegalStateException if another has it
     */
    public void take(Object who, String what, Object subject) {
        Object holder = compareAndExchange(null, who);
        if (holder != null && holder != who) {
            throw new IllegalStateException(
                    "two at once: " + what + " is pending on " + subject + "; await or drop it first");
        }
    }

    /**
     * Gives the claim back. Harmless if {@code who} does not have it.
     *
     * @param who as given to {@link #take}
     * @return whether {@code who} had it
     */
    public boolean release(Object who) {
        return get() == who && compareAndSet(who, null);
    }
}
