package dev.pollux.future;

import java.util.List;

/**
 * A future that waits for other futures and can say for which: async blocks and combinators.
 *
 * <p>This is what {@link AwaitTree} walks.
 */
public interface Awaiting {

    /**
     * Returns the futures that this one waits for now.
     *
     * <p>May be called by any thread at any time; an answer given while the future is polled may be out of date.
     *
     * @return the unfinished children, empty if there are none
     */
    List<? extends Future<?>> awaiting();
}
