package dev.pollux.compiler.flow;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.pollux.compiler.flow.Step.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the steps of code that runs straight on, in the order in which Java evaluates them. */
class StepRecorder extends TreeScanner<@Nullable Void, @Nullable Void> {

    final List<Step> steps = new ArrayList<>();

    /** The end of the way that is being built. After a jump it is a step that nothing leads to. */
    Step here = Step.pass();

    Scope scope = Scope.body();

    private TreePath current;

    StepRecorder(TreePath body) {
        current = body;
    }

    // ---------------------------------------------------------------- where the scan is

    @Override
    public final @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        if (tree != null) {
            scan(child(tree));
        }
        return null;
    }

    /** Goes to any tree of the body, as a clean-up has to; so the path is kept here, and not by a scanner that only goes down. */
    final void scan(TreePath path) {
        TreePath before = current;
        current = path;
        path.getLeaf().accept(this, null);
        current = before;
    }

    final TreePath getCurrentPath() {
        return current;
    }

    final TreePath child(Tree tree) {
        return new TreePath(current, tree);
    }

    // ---------------------------------------------------------------- steps

    /** Goes on with a new step. */
    final void step(Kind kind, TreePath path) {
        Step step = new Step(kind, path);
        if (kind == Kind.CALL || kind == Kind.CLOSE || kind == Kind.THROW) {
            step.throwsTo(scope.handler());
        }
        steps.add(step);
        goTo(step);
    }

    final void goTo(Step step) {
        here.leadsTo(step);
        here = step;
    }

    final void stopHere() {
        here = Step.pass();
    }

    // ---------------------------------------------------------------- names

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        step(Kind.READ, getCurrentPath());
        return null;
    }

    /** Declared by a statement, a pattern, a loop, a resource or a catch: all but the first have a value without an initialiser. */
    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        scan(tree.getInitializer(), null);
        step(Kind.ASSIGN, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        if (!(tree.getVariable() instanceof IdentifierTree)) {
            return super.visitAssignment(tree, null);
        }
        scan(tree.getExpression(), null);
        step(Kind.ASSIGN, child(tree.getVariable()));
        return null;
    }

    // ---------------------------------------------------------------- calls

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        super.visitMethodInvocation(tree, null);
        step(Kind.CALL, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
        super.visitNewClass(tree, null);
        step(Kind.CALL, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitThrow(ThrowTree tree, @Nullable Void unused) {
        super.visitThrow(tree, null);
        step(Kind.THROW, getCurrentPath());
        stopHere();
        return null;
    }

    // ---------------------------------------------------------------- bodies of others

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        step(Kind.CAPTURE, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
        super.visitMemberReference(tree, null);
        step(Kind.CAPTURE, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        step(Kind.CAPTURE, getCurrentPath());
        return null;
    }
}
