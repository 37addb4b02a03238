package dev.pollux.future;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a future waits for, down to the leaves: the logical stack of a suspended computation.
 *
 * <p>It prints one line per level, outermost first:
 *
 * <pre>
 * app.JokeBot.reply(JokeBot.java:12)
 *   Join
 *     app.Api.joke(Api.java:30)
 *       Sleep[500 ms]
 *     app.Database.preferences(Database.java:44)
 *       JoinHandle[blocking 7]
 * </pre>
 *
 * @param label the place in the source for an async block, otherwise what the future says of itself
 * @param site the await where an async block stands; {@code null} for any other future
 * @param children what it waits for
 */
public record AwaitTree(String label, @Nullable StackTraceElement site, List<AwaitTree> children) {

    /** Deeper than any sane program, and shallow enough not to overflow the stack of the thread that asks. */
    private static final int MAX_DEPTH = 1_000;

    /**
     * Copies the list of children.
     *
     * @param label as above
     * @param site as above
     * @param children as above
     */
    public AwaitTree {
        children = List.copyOf(children);
    }

    /**
     * Reads what a future waits for. Polls nothing and changes nothing.
     *
     * <p>The future should be at rest. Read while another thread polls it, the answer may mix two moments.
     *
     * @param future any future
     * @return the tree with {@code future} at its root
     * @cost Linear in the number of futures; levels beyond a thousand are cut off, and so is a circle.
     */
    public static AwaitTree of(Future<?> future) {
        return of(future, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static AwaitTree of(Future<?> future, Set<Future<?>> above) {
        StackTraceElement site = future instanceof AsyncFrame<?> frame ? frame.site() : null;
        String label = site != null ? site.toString() : labelOf(future);
        if (above.size() == MAX_DEPTH) {
            return new AwaitTree(label + " ...", site, List.of());
        }
        if (!above.add(future)) {
            return new AwaitTree(label + " again: this is a circle, which never ends", site, List.of());
        }
        List<AwaitTree> children = new ArrayList<>();
        for (Future<?> child : awaitedBy(future)) {
            children.add(of(child, above));
        }
        above.remove(future);
        return new AwaitTree(label, site, children);
    }

    private static String labelOf(Future<?> future) {
        try {
            return String.valueOf(future.toString()); // which foreign code may have made null
        } catch (Throwable t) { // foreign code, perhaps in the middle of a change by the thread that polls
            return future.getClass().getName();
        }
    }

    private static List<Future<?>> awaitedBy(Future<?> future) {
        if (!(future instanceof Awaiting awaiting)) {
            return List.of();
        }
        List<Future<?>> seen = new ArrayList<>();
        try {
            for (Future<?> child : awaiting.awaiting()) {
                if (child != null) {
                    seen.add(child);
                }
            }
        } catch (Throwable t) { // as above: what was seen so far is better than nothing
            return seen;
        }
        return seen;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(text, 0);
        return text.toString();
    }

    private void print(StringBuilder text, int depth) {
        text.append("  ".repeat(depth)).append(label).append('\n');
        for (AwaitTree child : children) {
            child.print(text, depth + 1);
        }
    }
}
