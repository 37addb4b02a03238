package dev.pollux.compiler.check;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.pollux.compiler.flow.FlowGraph;
import dev.pollux.compiler.flow.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** An async block with awaits of its own, and where control may go in it. */
final class AwaitingBlock {

    private final TreePath path;
    private final Map<Tree, AwaitCall> awaits = new LinkedHashMap<>();
    private final Trees trees;
    private @Nullable FlowGraph graph;

    AwaitingBlock(TreePath path, List<AwaitCall> awaits, Trees trees) {
        this.path = path;
        awaits.forEach(await -> this.awaits.put(await.path().getLeaf(), await));
        this.trees = trees;
    }

    /** The lambda. */
    TreePath path() {
        return path;
    }

    /** In the order of the source. */
    List<AwaitCall> awaits() {
        return List.copyOf(awaits.values());
    }

    /** Made when the first one asks. */
    FlowGraph graph() {
        FlowGraph made = graph;
        if (made == null) {
            made = FlowGraph.of(path);
            graph = made;
        }
        return made;
    }

    /** The awaits on the ways from a step that has ended normally to one that is a goal, none of which goes past a barrier. */
    List<AwaitCall> awaitsBetween(Step start, Predicate<Step> goal, Predicate<Step> barrier) {
        List<AwaitCall> found = new ArrayList<>();
        for (Step step : FlowGraph.between(start, each -> awaitAt(each) != null, goal, barrier)) {
            AwaitCall call = awaitAt(step);
            if (call != null && !found.contains(call)) { // one in a finally has several steps
                found.add(call);
            }
        }
        return found;
    }

    private @Nullable AwaitCall awaitAt(Step step) {
        return step.kind() == Step.Kind.CALL ? awaits.get(step.path().getLeaf()) : null;
    }

    /** The line where a variable is declared that the block uses, or else where the block begins. */
    long lineOf(Element variable) {
        TreePath declaration = trees.getPath(variable);
        return lineOf(declaration == null ? path : declaration);
    }

    long lineOf(TreePath place) {
        CompilationUnitTree unit = place.getCompilationUnit();
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, place.getLeaf()));
    }
}
