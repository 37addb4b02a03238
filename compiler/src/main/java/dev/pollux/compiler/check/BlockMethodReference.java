package dev.pollux.compiler.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.Optional;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** PX0006: a method reference as async block, to a method that awaits. One that does not await is a fine plain body. */
final class BlockMethodReference implements Check {

    private final FutureTypes types;

    BlockMethodReference(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> methodReference(TreePath reference) {
        Element method = types.trees().getElement(reference);
        if (method == null || types.isAwait(method) || !types.isBlock(reference) || !awaits(method)) {
            return Optional.empty();
        }
        String message = Code.PX0006.message(
                "a method reference as an async block, to the method " + method.getSimpleName() + "(), which awaits",
                "only the body of a lambda is compiled to a state machine; a method behind a reference stays a method.",
                "move the awaits into a lambda, or let " + method.getSimpleName()
                        + "() return a future, async(() -> { ... }), and pass that.");
        return Optional.of(new Diagnostic(Code.PX0006, message, reference));
    }

    private boolean awaits(Element method) {
        TreePath body = types.trees().getPath(method);
        return body != null && Boolean.TRUE.equals(new DirectAwaits().scan(body, null));
    }

    /** Finds awaits of the method itself: not those of lambdas and classes inside it, which run on their own. */
    private final class DirectAwaits extends TreePathScanner<@Nullable Boolean, @Nullable Void> {

        @Override
        public @Nullable Boolean visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
            boolean here = SourceScan.looksLikeAwait(tree)
                    && types.isAwait(types.trees().getElement(getCurrentPath()));
            return reduce(here, super.visitMethodInvocation(tree, null));
        }

        @Override
        public @Nullable Boolean visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
            return false;
        }

        @Override
        public @Nullable Boolean visitClass(ClassTree tree, @Nullable Void unused) {
            return false;
        }

        @Override
        public @Nullable Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
        }
    }
}
