package dev.pollux.compiler.check;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** PX0001: a future is made and dropped on the floor, so that what it stands for never happens. */
final class UnusedFuture implements Check {

    private final FutureTypes types;

    UnusedFuture(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> discarded(TreePath expression) {
        TypeMirror made = made(expression);
        if (!types.isFuture(made) || types.isJoinHandle(made) || setsUpAVariable(expression)) {
            return Optional.empty();
        }
        String message = Code.PX0001.message(
                "a future is created here and dropped on the floor",
                "a future does nothing until it is polled, so this never runs.",
                "wait for it with .await() inside an async block, run it as a task with spawn(...), or keep it."
                        + " If dropping it is meant, say so with @SuppressWarnings(\"pollux:unused-future\").");
        return Optional.of(new Diagnostic(Code.PX0001, message, Diagnostic.nameOf(expression)));
    }

    /** The type of a value that was made for this expression; an assignment only passes on a value that is kept. */
    private @Nullable TypeMirror made(TreePath expression) {
        Tree tree = expression.getLeaf();
        if (tree instanceof MethodInvocationTree || tree instanceof NewClassTree) {
            return types.typeOf(expression);
        }
        if (tree instanceof MemberReferenceTree) {
            Element target = types.trees().getElement(expression);
            if (target instanceof ExecutableElement method) {
                return method.getKind() == ElementKind.CONSTRUCTOR
                                && method.getEnclosingElement() instanceof TypeElement type
                        ? type.asType()
                        : method.getReturnType();
            }
        }
        return null;
    }

    /** Whether a call only sets up the future that its variable keeps, as {@code select.biased()} does. */
    private boolean setsUpAVariable(TreePath expression) {
        if (!(expression.getLeaf() instanceof MethodInvocationTree call)
                || !(call.getMethodSelect() instanceof MemberSelectTree name)
                || !types.isSetUp(types.trees().getElement(expression))) {
            return false;
        }
        TreePath receiver = new TreePath(new TreePath(expression, name), name.getExpression());
        return types.trees().getElement(receiver) instanceof VariableElement || setsUpAVariable(receiver);
    }
}
