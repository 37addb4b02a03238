package dev.pollux.compiler.flow;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import dev.pollux.compiler.flow.Scope.Kind;
import dev.pollux.compiler.flow.Scope.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the graph of a body: here are the statements and expressions at which ways part, and those that repeat. */
final class GraphBuilder extends ExitBuilder {

    private GraphBuilder(TreePath body) {
        super(body);
    }

    static FlowGraph build(TreePath body) {
        GraphBuilder builder = new GraphBuilder(body);
        Step entry = builder.here;
        builder.scan(body);
        return new FlowGraph(entry, builder.steps);
    }

    // ---------------------------------------------------------------- conditions

    /** Where it goes on after a condition. */
    private record Outcome(Step yes, Step no) {

        Outcome not() {
            return new Outcome(no, yes);
        }
    }

    private Outcome condition(TreePath path) {
        Tree tree = path.getLeaf();
        if (tree instanceof ParenthesizedTree inParentheses) {
            return condition(new TreePath(path, inParentheses.getExpression()));
        }
        return switch (tree.getKind()) {
            case LOGICAL_COMPLEMENT ->
                condition(new TreePath(path, ((UnaryTree) tree).getExpression()))
                        .not();
            case CONDITIONAL_AND, CONDITIONAL_OR -> twoConditions(path);
            case BOOLEAN_LITERAL ->
                Boolean.TRUE.equals(((LiteralTree) tree).getValue())
                        ? new Outcome(here, Step.pass())
                        : new Outcome(Step.pass(), here);
            default -> oneCondition(path);
        };
    }

    private Outcome twoConditions(TreePath path) {
        BinaryTree both = (BinaryTree) path.getLeaf();
        boolean and = both.getKind() == Tree.Kind.CONDITIONAL_AND;
        Outcome left = condition(new TreePath(path, both.getLeftOperand()));
        here = and ? left.yes() : left.no();
        Outcome right = condition(new TreePath(path, both.getRightOperand()));
        return and
                ? new Outcome(right.yes(), meet(left.no(), right.no()))
                : new Outcome(meet(left.yes(), right.yes()), right.no());
    }

    private Outcome oneCondition(TreePath path) {
        scan(path);
        Step yes = Step.pass();
        here.leadsTo(yes);
        step(Step.Kind.REFUTE, path);
        return new Outcome(yes, here);
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void unused) {
        if (tree.getKind() != Tree.Kind.CONDITIONAL_AND && tree.getKind() != Tree.Kind.CONDITIONAL_OR) {
            return super.visitBinary(tree, null);
        }
        Outcome outcome = twoConditions(getCurrentPath());
        here = meet(outcome.yes(), outcome.no());
        return null;
    }

    // ---------------------------------------------------------------- branches

    @Override
    public @Nullable Void visitIf(IfTree tree, @Nullable Void unused) {
        branch(tree.getCondition(), tree.getThenStatement(), tree.getElseStatement());
        return null;
    }

    @Override
    public @Nullable Void visitConditionalExpression(ConditionalExpressionTree tree, @Nullable Void unused) {
        branch(tree.getCondition(), tree.getTrueExpression(), tree.getFalseExpression());
        return null;
    }

    private void branch(Tree condition, Tree first, @Nullable Tree second) {
        Outcome outcome = condition(child(condition));
        here = outcome.yes();
        scan(first, null);
        Step afterFirst = here;
        here = outcome.no();
        scan(second, null);
        here = meet(afterFirst, here);
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void unused) {
        // A switch over patterns has no default, but covers all there is.
        boolean covers =
                tree.getCases().stream().anyMatch(each -> each.getExpressions().isEmpty());
        cases(tree.getExpression(), tree.getCases(), Kind.SWITCH, covers);
        return null;
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
        cases(tree.getExpression(), tree.getCases(), Kind.SWITCH_EXPRESSION, true);
        return null;
    }

    private void cases(Tree selector, List<? extends CaseTree> cases, Kind kind, boolean covers) {
        scan(selector, null);
        Step head = here;
        Step end = Step.pass();
        if (!covers) {
            head.leadsTo(end);
        }
        stopHere();
        targeted(new Target(kind, labels(), end, end), () -> {
            for (CaseTree each : cases) {
                here = meet(head, here); // from the case above, too
                scan(each, null);
            }
        });
        goTo(end);
    }

    @Override
    public @Nullable Void visitCase(CaseTree tree, @Nullable Void unused) {
        super.visitCase(tree, null);
        if (tree.getCaseKind() == CaseTree.CaseKind.RULE) {
            jump(target -> target.kind() == Kind.SWITCH || target.kind() == Kind.SWITCH_EXPRESSION, false);
        }
        return null;
    }

    // ---------------------------------------------------------------- loops

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree tree, @Nullable Void unused) {
        Step head = Step.pass();
        goTo(head);
        Outcome outcome = condition(child(tree.getCondition()));
        turn(tree.getStatement(), outcome, head, () -> {});
        return null;
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree tree, @Nullable Void unused) {
        scan(tree.getInitializer(), null);
        Step head = Step.pass();
        goTo(head);
        Outcome outcome =
                tree.getCondition() == null ? new Outcome(here, Step.pass()) : condition(child(tree.getCondition()));
        turn(tree.getStatement(), outcome, head, () -> scan(tree.getUpdate(), null));
        return null;
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void unused) {
        scan(tree.getExpression(), null);
        Step head = Step.pass();
        goTo(head);
        scan(tree.getVariable(), null);
        Outcome outcome = new Outcome(here, Step.pass());
        head.leadsTo(outcome.no());
        turn(tree.getStatement(), outcome, head, () -> {});
        return null;
    }

    private void turn(Tree body, Outcome outcome, Step head, Runnable update) {
        Step end = Step.pass();
        Step again = Step.pass();
        outcome.no().leadsTo(end);
        here = outcome.yes();
        targeted(new Target(Kind.LOOP, labels(), end, again), () -> scan(body, null));
        goTo(again);
        update.run();
        here.leadsTo(head);
        here = end;
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, @Nullable Void unused) {
        Step head = Step.pass();
        Step end = Step.pass();
        Step again = Step.pass();
        goTo(head);
        targeted(new Target(Kind.LOOP, labels(), end, again), () -> scan(tree.getStatement(), null));
        goTo(again);
        Outcome outcome = condition(child(tree.getCondition()));
        outcome.yes().leadsTo(head);
        outcome.no().leadsTo(end);
        here = end;
        return null;
    }
}
