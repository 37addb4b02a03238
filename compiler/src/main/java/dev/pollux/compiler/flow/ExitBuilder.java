package dev.pollux.compiler.flow;

import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import dev.pollux.compiler.flow.Scope.Kind;
import dev.pollux.compiler.flow.Scope.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/** Builds the ways out of statements: jumps, and what a try does about them and about exceptions. */
class ExitBuilder extends StepRecorder {

    ExitBuilder(TreePath body) {
        super(body);
    }

    static Step meet(Step one, Step other) {
        Step meeting = Step.pass();
        one.leadsTo(meeting);
        other.leadsTo(meeting);
        return meeting;
    }

    // ---------------------------------------------------------------- jumps

    @Override
    public @Nullable Void visitLabeledStatement(LabeledStatementTree tree, @Nullable Void unused) {
        Step end = Step.pass();
        Target target = new Target(Kind.LABELLED, List.of(tree.getLabel()), end, end);
        targeted(target, () -> scan(tree.getStatement(), null));
        goTo(end);
        return null;
    }

    /** The labels of the statement that is being built. */
    final List<Name> labels() {
        List<Name> labels = new ArrayList<>();
        TreePath path = getCurrentPath().getParentPath();
        while (path.getLeaf() instanceof LabeledStatementTree labelled) {
            labels.add(labelled.getLabel());
            path = path.getParentPath();
        }
        return labels;
    }

    final void targeted(Target target, Runnable inside) {
        Scope around = scope;
        scope = around.target(target);
        inside.run();
        scope = around;
    }

    @Override
    public @Nullable Void visitBreak(BreakTree tree, @Nullable Void unused) {
        Name label = tree.getLabel();
        jump(
                label == null
                        ? target -> target.kind() == Kind.LOOP || target.kind() == Kind.SWITCH
                        : target -> target.labels().contains(label),
                false);
        return null;
    }

    @Override
    public @Nullable Void visitContinue(ContinueTree tree, @Nullable Void unused) {
        Name label = tree.getLabel();
        jump(
                target -> target.kind() == Kind.LOOP
                        && (label == null || target.labels().contains(label)),
                true);
        return null;
    }

    @Override
    public @Nullable Void visitYield(YieldTree tree, @Nullable Void unused) {
        scan(tree.getValue(), null);
        jump(target -> target.kind() == Kind.SWITCH_EXPRESSION, false);
        return null;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void unused) {
        scan(tree.getExpression(), null);
        jump(target -> false, false);
        return null;
    }

    /** Leaves one scope after the other, with its clean-up, up to the one that is meant; or all of them. */
    final void jump(Predicate<Target> meant, boolean again) {
        Scope from = scope;
        for (Scope outer = scope.outer(); !scope.isMeant(meant) && outer != null; outer = scope.outer()) {
            Runnable cleanUp = scope.onLeave();
            scope = outer;
            if (cleanUp != null) {
                cleanUp.run();
            }
        }
        Target target = scope.target();
        if (target != null) {
            here.leadsTo(again ? target.again() : target.end());
        }
        scope = from;
        stopHere();
    }

    // ---------------------------------------------------------------- try

    @Override
    public @Nullable Void visitTry(TryTree tree, @Nullable Void unused) {
        if (tree.getFinallyBlock() == null) {
            caught(tree);
            return null;
        }
        TreePath cleanUp = child(tree.getFinallyBlock());
        cleanedUp(() -> scan(cleanUp), () -> caught(tree));
        return null;
    }

    /** Runs the clean-up on each way out: the normal one, jumps, and exceptions, which then go on. */
    private void cleanedUp(Runnable cleanUp, Runnable inside) {
        Scope around = scope;
        Step thrown = Step.pass();
        scope = around.cleanedUp(thrown, cleanUp);
        inside.run();
        scope = around;
        cleanUp.run();
        Step end = here;
        here = thrown;
        cleanUp.run();
        throwOn(here);
        here = end;
    }

    private void throwOn(Step from) {
        if (scope.handler() != null) {
            from.leadsTo(scope.handler());
        }
    }

    private void caught(TryTree tree) {
        if (tree.getCatches().isEmpty()) {
            withResources(tree.getResources(), tree.getBlock());
            return;
        }
        Scope around = scope;
        Step thrown = Step.pass();
        scope = around.caught(thrown);
        withResources(tree.getResources(), tree.getBlock());
        scope = around;
        throwOn(thrown); // past all catches
        Step end = here;
        for (CatchTree each : tree.getCatches()) {
            stopHere();
            thrown.leadsTo(here);
            scan(each, null);
            end = meet(end, here);
        }
        here = end;
    }

    private void withResources(List<? extends Tree> resources, Tree body) {
        if (resources.isEmpty()) {
            scan(body, null);
            return;
        }
        Tree first = resources.get(0);
        TreePath opened = child(first);
        scan(first, null);
        cleanedUp(
                () -> step(Step.Kind.CLOSE, opened), () -> withResources(resources.subList(1, resources.size()), body));
    }
}
