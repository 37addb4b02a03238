package dev.pollux.compiler.check;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.pollux.compiler.flow.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * State of the thread that is begun before an await and used or ended after it.
 *
 * @param opened the call that begins it
 * @param await the await in between
 */
record HeldState(ThreadStateCall opened, AwaitCall await) {

    static List<HeldState> in(AwaitingBlock block, List<ThreadState> known, FutureTypes types) {
        Map<Step, ThreadStateCall> calls = new LinkedHashMap<>();
        for (Step step : block.graph().steps()) {
            ThreadStateCall.at(step, known, types).ifPresent(call -> calls.put(step, call));
        }
        List<HeldState> held = new ArrayList<>();
        calls.forEach((step, call) -> {
            if (call.opens()) {
                across(block, step, call, calls, types).forEach(await -> held.add(new HeldState(call, await)));
            }
        });
        return held;
    }

    private static List<AwaitCall> across(
            AwaitingBlock block,
            Step opening,
            ThreadStateCall opened,
            Map<Step, ThreadStateCall> calls,
            FutureTypes types) {
        return block.awaitsBetween(
                opening,
                step -> {
                    ThreadStateCall call = calls.get(step);
                    return call != null && !call.opens() && call.meansSameAs(opened);
                },
                step -> {
                    ThreadStateCall call = calls.get(step);
                    return call == null ? refutes(step, opened, types) : call.closes() && call.meansSameAs(opened);
                });
    }

    // ---------------------------------------------------------------- tryLock

    /** Whether a step has found out that a call such as {@code tryLock()} was to no avail. */
    private static boolean refutes(Step step, ThreadStateCall opened, FutureTypes types) {
        if (step.kind() != Step.Kind.REFUTE) {
            return false;
        }
        Tree condition = step.path().getLeaf();
        return condition == opened.path().getLeaf()
                || (condition instanceof IdentifierTree
                        && types.trees().getElement(step.path()) == variableOf(opened.path(), types));
    }

    /** The variable that a call gives its value to. */
    private static @Nullable Element variableOf(TreePath call, FutureTypes types) {
        TreePath parent = call.getParentPath();
        if (parent.getLeaf() instanceof AssignmentTree assignment) {
            return types.trees().getElement(new TreePath(parent, assignment.getVariable()));
        }
        return parent.getLeaf() instanceof VariableTree ? types.trees().getElement(parent) : null;
    }
}
