package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * Something that makes others wait as long as somebody has it, or that can end their wait: a guard, a permit, an end of a channel. A
 * dump looks for these among the variables of suspended blocks.
 *
 * <p>May be asked by any thread at any time.
 */
public interface Holding {

    /**
     * Tells what others wait for because of this.
     *
     * @return the resource; {@code null} once this holds nothing any more
     */
    @Nullable Resource holds();

    /**
     * Returns the task that got it, if that is known.
     *
     * @return the context of the task, as {@link Context#root} tells it; {@code null} if only a look at the variables can tell
     */
    default @Nullable Context holder() {
        return null;
    }

    /**
     * Tells where the task got it.
     *
     * @return the place of the await, if a compiled block made it
     */
    default @Nullable StackTraceElement heldSince() {
        return null;
    }

    /**
     * Tells for how many of those that {@link Awaited#holders} counts this stands.
     *
     * @return the number: 1 unless it stands for several at once, or is not counted there
     */
    default long share() {
        return 1;
    }

    /**
     * Tells whether the task has taken what it got.
     *
     * @return {@code false} as long as it was only handed to a future of the task, which was not polled since. Then {@link #heldSince}
     *     is where that future waited.
     */
    default boolean isTaken() {
        return true;
    }
}
