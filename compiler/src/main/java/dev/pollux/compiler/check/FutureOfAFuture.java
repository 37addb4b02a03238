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
        if (!types.isBlock(lambda) || types.discardsResult(lambda) || !isGivenToARunner(lambda)) {
            return Optional.empty();
        }
        return Optional.ofNullable(futureReturnedBy(lambda)).map(future -> report(lambda, future));
    }

    private boolean isGivenToARunner(TreePath lambda) {
        TreePath call = lambda.getParentPath();
        return call.getLeaf() instanceof MethodInvocationTree
                && types.isRunner(types.trees().getElement(call));
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

    private static Diagnostic report(TreePath lambda, TreePath future) {
        String runner =
                Calls.nameOf((MethodInvocationTree) lambda.getParentPath().getLeaf());
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
