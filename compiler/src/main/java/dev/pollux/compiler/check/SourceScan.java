package dev.pollux.compiler.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Walks a class once, shows each spot worth a look to every check, and notes where there is something to weave. */
final class SourceScan extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final FutureTypes types;
    private final List<Check> checks;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<String> receivers = new LinkedHashSet<>();
    private final List<TreePath> placesToWeave = new ArrayList<>();
    private boolean inBlock;
    private List<AwaitCall> awaitsOfBlock = new ArrayList<>();

    SourceScan(FutureTypes types, List<Check> checks) {
        this.types = types;
        this.checks = checks;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    Set<String> receivers() {
        return receivers;
    }

    List<TreePath> placesToWeave() {
        return placesToWeave;
    }

    private void show(Function<Check, Optional<Diagnostic>> spot) {
        checks.forEach(check -> spot.apply(check).ifPresent(diagnostics::add));
    }

    // ---------------------------------------------------------------- the spots

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        if (looksLikeAwait(tree) && types.isAwait(types.trees().getElement(getCurrentPath()))) {
            AwaitCall call = new AwaitCall(getCurrentPath(), Surroundings.of(getCurrentPath(), types));
            placesToWeave.add(call.name());
            noteReceiver(tree.getMethodSelect());
            show(check -> check.await(call));
            if (call.surroundings().mayAwait()) {
                awaitsOfBlock.add(call);
            }
        }
        call();
        return super.visitMethodInvocation(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
        call();
        return super.visitNewClass(tree, null);
    }

    private void call() {
        TreePath call = getCurrentPath();
        if (inBlock) {
            show(check -> check.callInBlock(call));
        }
        show(check -> check.call(call));
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        return inBody(false, () -> super.visitClass(tree, null));
    }

    /** Walks code that does or does not belong to an async block, as what is around it may not. */
    private @Nullable Void inBody(boolean ofBlock, Runnable walk) {
        boolean around = inBlock;
        inBlock = ofBlock;
        walk.run();
        inBlock = around;
        return null;
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        TreePath lambda = getCurrentPath();
        boolean block = types.isBlock(lambda);
        if (block) {
            placesToWeave.add(lambda);
        }
        show(check -> check.lambda(lambda));
        if (tree.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION && types.discardsResult(lambda)) {
            discard(new TreePath(lambda, tree.getBody()));
        }
        List<AwaitCall> around = awaitsOfBlock;
        awaitsOfBlock = new ArrayList<>();
        inBody(block, () -> super.visitLambdaExpression(tree, null));
        if (!awaitsOfBlock.isEmpty()) {
            AwaitingBlock awaiting = new AwaitingBlock(lambda, awaitsOfBlock, types.trees());
            checks.forEach(check -> diagnostics.addAll(check.block(awaiting)));
        }
        awaitsOfBlock = around;
        return null;
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
        TreePath reference = getCurrentPath();
        show(check -> check.methodReference(reference));
        if (types.discardsResult(reference)) {
            show(check -> check.discarded(reference));
        }
        return super.visitMemberReference(tree, null);
    }

    @Override
    public @Nullable Void visitExpressionStatement(ExpressionStatementTree tree, @Nullable Void unused) {
        discard(new TreePath(getCurrentPath(), tree.getExpression()));
        return super.visitExpressionStatement(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        if (isLocal(getCurrentPath().getParentPath().getLeaf())) {
            TreePath variable = getCurrentPath();
            show(check -> check.local(variable));
        }
        return super.visitVariable(tree, null);
    }

    private static boolean isLocal(Tree around) {
        return around instanceof BlockTree || around instanceof CaseTree || around instanceof ForLoopTree;
    }

    private void discard(TreePath expression) {
        if (types.isSpawn(types.trees().getElement(expression))) {
            placesToWeave.add(expression);
        }
        show(check -> check.discarded(expression));
    }

    // ---------------------------------------------------------------- receivers of await

    /** By its looks alone, so that types are asked for only where it may matter. */
    static boolean looksLikeAwait(MethodInvocationTree tree) {
        return tree.getArguments().isEmpty()
                && (tree.getMethodSelect() instanceof MemberSelectTree select
                        ? select.getIdentifier().contentEquals("await")
                        : tree.getMethodSelect().toString().equals("await"));
    }

    private void noteReceiver(ExpressionTree method) {
        if (method instanceof MemberSelectTree select) {
            TreePath receiver = new TreePath(new TreePath(getCurrentPath(), select), select.getExpression());
            note(types.typeOf(receiver));
            return;
        }
        // An unqualified call goes to this class or to one around it.
        for (TreePath outer = getCurrentPath(); outer != null; outer = outer.getParentPath()) {
            note(types.typeOf(outer));
        }
    }

    private void note(@Nullable TypeMirror receiver) {
        types.internalName(receiver).ifPresent(receivers::add);
    }
}
