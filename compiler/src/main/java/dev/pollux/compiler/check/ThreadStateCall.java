package dev.pollux.compiler.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.pollux.compiler.flow.Step;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * A call that begins, uses or ends some state of the thread.
 *
 * @param path the call
 * @param state which kind
 * @param method the name of the method
 * @param which tells one of its kind from another: the lock, the key; null if the call means all of them
 */
record ThreadStateCall(
        TreePath path,
        ThreadState state,
        String method,
        @Nullable Object which) {

    /** Asks for types only if the name of the method is right. */
    static Optional<ThreadStateCall> at(Step step, List<ThreadState> known, FutureTypes types) {
        if (step.kind() != Step.Kind.CALL || !(step.path().getLeaf() instanceof MethodInvocationTree call)) {
            return Optional.empty();
        }
        String method = Calls.nameOf(call);
        return known.stream()
                .filter(state -> state.names(method) && declares(state, step.path(), types))
                .findFirst()
                .map(state -> new ThreadStateCall(step.path(), state, method, which(step.path(), state, types)));
    }

    private static boolean declares(ThreadState state, TreePath call, FutureTypes types) {
        Element method = types.trees().getElement(call);
        return method != null
                && method.getEnclosingElement() instanceof TypeElement declaring
                && types.lineage(declaring.asType()).stream()
                        .anyMatch(type -> type.getQualifiedName().contentEquals(state.owner()));
    }

    // ---------------------------------------------------------------- which one

    private static @Nullable Object which(TreePath path, ThreadState state, FutureTypes types) {
        MethodInvocationTree call = (MethodInvocationTree) path.getLeaf();
        if (state.keyed()) {
            return call.getArguments().isEmpty()
                    ? null
                    : call.getArguments().get(0).toString();
        }
        if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
            return "this";
        }
        ExpressionTree receiver = select.getExpression();
        return isPlain(receiver)
                ? types.trees().getElement(new TreePath(new TreePath(path, select), receiver))
                : receiver.toString();
    }

    /** Whether it is {@code lock} or {@code this.lock}, which may be one and the same. */
    private static boolean isPlain(ExpressionTree receiver) {
        return receiver instanceof IdentifierTree
                || (receiver instanceof MemberSelectTree select
                        && select.getExpression().toString().equals("this"));
    }

    // ---------------------------------------------------------------- questions

    boolean opens() {
        return state.opens().contains(method);
    }

    boolean closes() {
        return state.closes().contains(method);
    }

    boolean meansSameAs(ThreadStateCall other) {
        return state == other.state && (which == null || other.which == null || which.equals(other.which));
    }
}
