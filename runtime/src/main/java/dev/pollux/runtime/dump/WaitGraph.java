package dev.pollux.runtime.dump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Who waited for whom.
 *
 * <p>The edges of tasks that go on meanwhile may be of different moments. Those of the cycles are not: they were confirmed by a second
 * look at tasks that were not polled in between.
 *
 * @param edges the waits of all tasks that another task, or nobody, can end; grouped by resource, and in the order of the line where
 *     there is one. What waits for time or a socket alone is not among them.
 * @param cycles waits that end only by each other, and so never do: the waiter of each edge is a holder of the resource of the one
 *     before, and that of the first of the last. Each is one of a group of tasks that only wait for each other.
 */
public record WaitGraph(List<WaitEdge> edges, List<List<WaitEdge>> cycles) {

    /**
     * Copies the lists.
     *
     * @param edges as above
     * @param cycles as above
     */
    public WaitGraph {
        edges = List.copyOf(edges);
        cycles = cycles.stream().map(List::copyOf).toList();
    }

    /**
     * Draws the graph.
     *
     * @return a paragraph for each resource, and a line for each cycle; empty if nobody waits
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        try {
            writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not by a StringBuilder
        }
        return text.toString();
    }

    /**
     * Draws the same graph, a paragraph at a time.
     *
     * @param out is given the paragraphs
     * @throws IOException if {@code out} does
     */
    public void writeTo(Appendable out) throws IOException {
        new WaitGraphText(out).write(this);
    }
}
