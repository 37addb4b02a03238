package dev.pollux.compiler.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** PX0009: a block that is run, and whose value is a future: the block makes it, and nobody runs it. */
final class FutureOfAFuture implements Check {

    /** Longer code is not repeated in a message. */
    private static final int LONGEST_SHOWN = 40;

    private final FutureTypes types;

    FutureOfAFuture(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> lambda(TreePath lambda) {
        if (!types.isBlock(lambda) || types.discardsResult(lambda)) {
            return Optional.empty();
        }
        MethodInvocationTree runner = runnerOf(lambda.getParentPath());
        return runner == null
                ? Optional.empty()
                : Optional.ofNullable(futureReturnedBy(lambda)).map(future -> report(lambda, runner, future));
    }

    /** The call that runs a block given to it, or as a task to an {@code async(...)} in its arguments; {@code null} if this is none. */
    private @Nullable MethodInvocationTree runnerOf(TreePath call) {
        if (!(call.getLeaf() instanceof MethodInvocationTree tree)) {
            return null;
        }
        Element method = types.trees().getElement(call);
        if (!types.isAsync(method)) {
            return types.isRunner(method) ? tree : null;
        }
        MethodInvocationTree outer = runnerOf(call.getParentPath());
        return outer != null && !types.isBlockingRunner(types.trees().getElement(call.getParentPath())) ? outer : null;
    }

    // ---------------------------------------------------------------- the value

    private @Nullable TreePath futureReturnedBy(TreePath lambda) {
        TreePath body = new TreePath(lambda, ((LambdaExpressionTree) lambda.getLeaf()).getBody());
        return body.getLeaf() instanceof ExpressionTree ? ifIdle(body) : new ReturnedFuture().scan(body, null);
    }

    /** The expression, if its value is a future that does nothing on its own. */
    private @Nullable TreePath ifIdle(TreePath expression) {
        TypeMirror type = types.typeOf(expression);
        return types.isFuture(type) && !types.isJoinHandle(type) ? expression : null;
    }

    /** Finds the first future that a body returns itself, not by a lambda or a class inside it. */
    private final class ReturnedFuture extends TreePathScanner<@Nullable TreePath, @Nullable Void> {

        @Override
        public @Nullable TreePath visitReturn(ReturnTree tree, @Nullable Void unused) {
            return tree.getExpression() == null ? null : ifIdle(new TreePath(getCurrentPath(), tree.getExpression()));
        }

        @Override
        public @Nullable TreePath visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
            return null;
        }

        @Override
        public @Nullable TreePath visitClass(ClassTree tree, @Nullable Void unused) {
            return null;
        }

        @Override
        public @Nullable TreePath reduce(@Nullable TreePath latest, @Nullable TreePath earlier) {
            return earlier == null ? latest : earlier;
        }
    }

    // ---------------------------------------------------------------- the message

    private static Diagnostic report(TreePath lambda, MethodInvocationTree call, TreePath future) {
        String runner = Calls.nameOf(call);
        String shown = shown(future);
        boolean block =
                ((LambdaExpressionTree) lambda.getLeaf()).getBodyKind() == LambdaExpressionTree.BodyKind.STATEMENT;
        String message = Code.PX0009.message(
                "the value of this block is a future, which nobody runs",
                runner + "(...) runs the block, and the block only makes the future; a future does nothing until it is"
                        + " polled.",
                (block
                                ? "write return " + shown + ".await();"
                                : "write " + runner + "(" + shown + "), or () -> " + shown + ".await().")
                        + " If the future itself is wanted, say so with"
                        + " @SuppressWarnings(\"pollux:future-of-a-future\").");
        return new Diagnostic(Code.PX0009, message, Diagnostic.nameOf(future));
    }

    /** The code of the future, if it is short and an await may follow it as it stands. */
    private static String shown(TreePath future) {
        String code = future.getLeaf().toString();
        boolean fits = code.length() <= LONGEST_SHOWN && code.indexOf('\n') < 0;
        boolean primary =
                future.getLeaf() instanceof MethodInvocationTree || future.getLeaf() instanceof IdentifierTree;
        return fits && primary ? code : "future";
    }
}
