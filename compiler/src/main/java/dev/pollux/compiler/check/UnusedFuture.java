package dev.pollux.compiler.check;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** PX0001: a future is made and dropped on the floor, so that what it stands for never happens. */
final class UnusedFuture implements Check {

    private final FutureTypes types;

    UnusedFuture(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> discarded(TreePath expression) {
        return makesAFuture(expression) && !setsUpAVariable(expression)
                ? Optional.of(report("a future is created here and dropped on the floor", expression))
                : Optional.empty();
    }

    @Override
    public Optional<Diagnostic> local(TreePath variable) {
        VariableTree tree = (VariableTree) variable.getLeaf();
        if (tree.getName().isEmpty() || !isIdle(types.typeOf(variable))) {
            return Optional.empty(); // a variable without a name says that it is not to be used
        }
        LocalUses uses = LocalUses.of(variable);
        return uses.areReads() ? Optional.empty() : reportUnread(variable, uses);
    }

    private Optional<Diagnostic> reportUnread(TreePath variable, LocalUses uses) {
        VariableTree tree = (VariableTree) variable.getLeaf();
        Stream<TreePath> values = tree.getInitializer() == null
                ? uses.assigned().stream()
                : Stream.concat(Stream.of(new TreePath(variable, tree.getInitializer())), uses.assigned().stream());
        String what = "a future is created here, and \"" + tree.getName() + "\", which keeps it, is never read";
        return values.filter(this::makesAFuture).findFirst().map(value -> report(what, value));
    }

    private static Diagnostic report(String what, TreePath value) {
        String message = Code.PX0001.message(
                what,
                "a future does nothing until it is polled, so this never runs.",
                "wait for it with .await() inside an async block, run it as a task with spawn(...), or keep it."
                        + " If dropping it is meant, say so with @SuppressWarnings(\"pollux:unused-future\").");
        return new Diagnostic(Code.PX0001, message, Diagnostic.nameOf(value));
    }

    private boolean makesAFuture(TreePath expression) {
        return isIdle(made(expression));
    }

    /** Whether a value of this type does nothing on its own. */
    private boolean isIdle(@Nullable TypeMirror type) {
        return types.isFuture(type) && !types.isJoinHandle(type);
    }

    /** The type of a value that was made for this expression; an assignment only passes on a value that is kept. */
    private @Nullable TypeMirror made(TreePath expression) {
        Tree tree = expression.getLeaf();
        if (tree instanceof MethodInvocationTree && handsBack(expression)) {
            return null;
        }
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

    /** Whether a call takes a value out of a container, as {@code map.put(key, future)} does with the value before. */
    private boolean handsBack(TreePath call) {
        return types.trees().getElement(call) instanceof ExecutableElement method
                && method.getReturnType() instanceof TypeVariable held
                && method.getEnclosingElement() instanceof TypeElement container
                && container.equals(held.asElement().getEnclosingElement())
                && types.isOfTheJdk(method)
                && !container.getQualifiedName().toString().startsWith("java.util.function.");
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
