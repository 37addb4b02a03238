package dev.pollux.runtime.io;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who uses something that serves one future at a time. */
public final class Claim {

    private final AtomicReference<@Nullable Object> holder = new AtomicReference<>();

    /** Creates one that nobody holds. */
    public Claim() {}

    /**
     * Takes the claim, or keeps it.
     *
     * @param who on whose behalf
     * @param subject what is claimed, for people
     * @throws IllegalStateException if another has it
     */
    public void take(Object who, Object subject) {
        Object seen = holder.compareAndExchange(null, who);
        if (seen != null && seen != who) {
            throw new IllegalStateException("two at once: " + seen.getClass().getSimpleName() + " is pending on "
                    + subject + "; await or drop it first");
        }
    }

    /**
     * Gives the claim back. Harmless if {@code who} does not have it.
     *
     * @param who as given to {@link #take}
     * @return whether {@code who} had it
     */
    public boolean release(Object who) {
        return holder.get() == who && holder.compareAndSet(who, null);
    }
}
