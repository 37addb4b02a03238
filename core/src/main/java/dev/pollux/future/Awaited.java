package dev.pollux.future;

import java.util.List;

/**
 * A thing that several may wait for. The object of a {@link Resource} implements this if it knows in which order they are served, who
 * could end a wait, or how many of those there are.
 */
public interface Awaited {

    /** The answer of who does not know how many there are. */
    int UNKNOWN = -1;

    /**
     * Tells who waits in line.
     *
     * <p>May be called by any thread at any time.
     *
     * @param what the aspect that is waited for, as in {@link Resource#what}
     * @return those who do, the first to be served first; empty if there is no order
     * @cost Linear in the length of the line, whose lock is held meanwhile.
     */
    default List<? extends Waiting> inLine(String what) {
        return List.of();
    }

    /**
     * Tells who could end a wait, as far as that is known without a search.
     *
     * <p>May be called by any thread at any time.
     *
     * @return what they hold; empty if only a look at the variables of blocks can tell
     */
    default List<? extends Holding> holdings() {
        return List.of();
    }

    /**
     * Tells how many {@link Holding}s there are that could end a wait.
     *
     * <p>May be called by any thread at any time.
     *
     * @param what the aspect that is waited for, as in {@link Resource#what}
     * @return the number of the moment, or {@link #UNKNOWN}
     */
    default int holders(String what) {
        return UNKNOWN;
    }
}
