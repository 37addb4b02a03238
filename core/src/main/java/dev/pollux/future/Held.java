package dev.pollux.future;

import java.util.List;

/** A thing that knows who holds it. The object of a {@link Resource} implements this if it can tell without a search. */
public interface Held {

    /**
     * Tells who holds it.
     *
     * <p>May be called by any thread at any time.
     *
     * @return those who do, as far as known
     */
    List<? extends Holding> holdings();
}
