package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * A leaf future, or a stream, that can say what it waits for. With {@link Holding} this is what the wait-for graph of a dump is made of.
 *
 * <p>May be asked by any thread at any time; an answer given while the future is polled may be out of date.
 */
public interface Waiting {

    /**
     * Tells what this waits for.
     *
     * @return the resource, {@link Resource#OUTSIDE} if no task has to bring it about; {@code null} if it does not wait now
     */
    @Nullable Resource waitingFor();

    /**
     * Tells where it was that the wait began.
     *
     * @return the place of the await, if a compiled block made it
     */
    default @Nullable StackTraceElement waitingSince() {
        return null;
    }
}
