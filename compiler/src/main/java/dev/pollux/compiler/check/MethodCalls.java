package dev.pollux.compiler.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * What a method calls on its own thread: not what the lambdas and classes inside it do, which run when somebody calls them.
 *
 * @param blocking the first call that blocks by itself
 * @param callees all methods that may have their source in this compilation
 */
record MethodCalls(Optional<BlockingCall> blocking, List<ExecutableElement> callees) {

    static final MethodCalls NONE = new MethodCalls(Optional.empty(), List.of());

    static MethodCalls of(TreePath method, BlockingCalls calls, FutureTypes types) {
        Scan scan = new Scan(calls, types);
        scan.scan(method, null);
        return new MethodCalls(Optional.ofNullable(scan.blocking), List.copyOf(scan.callees));
    }

    private static final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final BlockingCalls calls;
        private final FutureTypes types;
        private final Set<ExecutableElement> callees = new LinkedHashSet<>();
        private @Nullable BlockingCall blocking;

        Scan(BlockingCalls calls, FutureTypes types) {
            this.calls = calls;
            this.types = types;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
            note();
            return super.visitMethodInvocation(tree, null);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
            note();
            return super.visitNewClass(tree, null);
        }

        private void note() {
            if (blocking != null || !(types.trees().getElement(getCurrentPath()) instanceof ExecutableElement called)) {
                return;
            }
            blocking = calls.of(getCurrentPath(), called).orElse(null);
            if (!types.isOfTheJdk(called)) {
                callees.add(called);
            }
        }

        @Override
        public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
            return null;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            return null;
        }
    }
}
