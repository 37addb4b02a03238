package dev.pollux.future;

import java.util.List;
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
        return Suspension.of(future).tree();
    }

    /**
     * Tells where the innermost block stands.
     *
     * @return the await that is furthest down, on the way through the first children; {@code null} if there is no block
     */
    public @Nullable StackTraceElement innermostSite() {
        StackTraceElement innermost = site;
        for (AwaitTree at = this; !at.children.isEmpty(); ) {
            at = at.children.get(0);
            innermost = at.site == null ? innermost : at.site;
        }
        return innermost;
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
