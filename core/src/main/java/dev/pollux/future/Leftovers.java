package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the drops under way on one thread leave to be done, until whoever caused them collects it. */
final class Leftovers {

    /*
     * Drops nest: a block that is dropped drops what it awaits, and so on down. Each level remembers how much there is when it
     * begins and takes what was added when it ends, as from a stack. `collector` is the context of the outermost level that
     * collects; if there is none, whoever would leave something gives it up instead.
     */

    private static final ThreadLocal<Leftovers> HERE = ThreadLocal.withInitial(Leftovers::new);

    private final List<Future<?>> left = new ArrayList<>(0);
    private @Nullable Context collector;

    private Leftovers() {}

    /** Those of the calling thread. */
    static Leftovers here() {
        return HERE.get();
    }

    /** The context to clean up with, if what is left is collected. */
    @Nullable Context collector() {
        return collector;
    }

    /** Collects from now on, or with {@code null} does not; returns what was the case before, to be put back. */
    @Nullable Context collectFor(@Nullable Context cx) {
        Context before = collector;
        collector = cx;
        return before;
    }

    void add(Future<?> cleanUp) {
        left.add(cleanUp);
    }

    int count() {
        return left.size();
    }

    /** Takes what was added since there were {@code mark}. */
    List<Future<?>> takeFrom(int mark) {
        if (left.size() == mark) {
            return List.of();
        }
        List<Future<?>> tail = left.subList(mark, left.size());
        List<Future<?>> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }
}
