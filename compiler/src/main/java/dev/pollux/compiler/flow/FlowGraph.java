package dev.pollux.compiler.flow;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.util.TreePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where control may go in the body of a lambda. Every way that the language allows counts, whatever the values.
 *
 * <p>A way into a {@code finally} has a copy of it, as in javac's own code; so what comes after a {@code return} is not mixed up
 * with what comes after the end of the {@code try}.
 */
public final class FlowGraph {

    private final Step entry;
    private final List<Step> steps;

    FlowGraph(Step entry, List<Step> steps) {
        this.entry = entry;
        this.steps = List.copyOf(steps);
    }

    /**
     * Builds the graph of a body.
     *
     * @param lambda a lambda, attributed
     * @return its graph
     */
    public static FlowGraph of(TreePath lambda) {
        return GraphBuilder.build(new TreePath(lambda, ((LambdaExpressionTree) lambda.getLeaf()).getBody()));
    }

    /**
     * Returns where the body begins.
     *
     * @return a step that does nothing
     */
    public Step entry() {
        return entry;
    }

    /**
     * Returns all steps with a tree, in the order of the source as far as that has one.
     *
     * @return the steps
     */
    public List<Step> steps() {
        return steps;
    }

    /**
     * Finds the places on the ways from a step that has ended normally to another step.
     *
     * @param start where the ways begin
     * @param places which steps are looked for
     * @param goal where a way may end; that step itself counts as no place
     * @param barrier what no way goes past, though it may end there
     * @return the places, each once
     */
    public static List<Step> between(
            Step start, Predicate<Step> places, Predicate<Step> goal, Predicate<Step> barrier) {
        Set<Step> ahead = ahead(start.next(), null, barrier);
        List<Step> found = new ArrayList<>();
        for (Step step : ahead) {
            if (places.test(step)
                    && !barrier.test(step)
                    && ahead(step.next(), step.onThrow(), barrier).stream().anyMatch(goal)) {
                found.add(step);
            }
        }
        return found;
    }

    private static Set<Step> ahead(List<Step> next, @Nullable Step onThrow, Predicate<Step> barrier) {
        Set<Step> reached = new LinkedHashSet<>();
        Deque<Step> open = new ArrayDeque<>(next);
        if (onThrow != null) {
            open.add(onThrow);
        }
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (reached.add(step) && !barrier.test(step)) {
                open.addAll(step.next());
                if (step.onThrow() != null) {
                    open.add(step.onThrow());
                }
            }
        }
        return reached;
    }
}
