package dev.pollux.compiler.check;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.DeclaredType;

/**
 * PX0012: a future that loses data when dropped is given to a select, a race or a timeout in a loop, which may drop it.
 *
 * <p>A timeout outside a loop is let pass: its failure most often ends the use of whatever was read from, and the loss with it.
 */
final class LosesData implements Check {

    private static final String ANNOTATION = "dev.pollux.future.LosesData";
    private static final String LIST_OF = "java.util.List.of";
    private static final String MAP = "dev.pollux.future.Future.map";

    /**
     * By qualified name, the methods whose result drops what it was given. A branch of a select is made by {@code when}. {@code Choices} is
     * where {@code Futures} has them from.
     */
    private static final Set<String> DROPPERS = Set.of(
            "dev.pollux.future.Choices.when",
            "dev.pollux.future.Choices.race",
            "dev.pollux.future.Choices.either",
            "dev.pollux.future.Choices.selectOk");

    private static final Set<String> TIMEOUTS = Set.of("dev.pollux.Pollux.timeout", "dev.pollux.time.Timeout.of");

    private static final Set<Tree.Kind> LOOPS =
            Set.of(Tree.Kind.WHILE_LOOP, Tree.Kind.DO_WHILE_LOOP, Tree.Kind.FOR_LOOP, Tree.Kind.ENHANCED_FOR_LOOP);

    private final FutureTypes types;

    LosesData(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> call(TreePath call) {
        if (!(call.getLeaf() instanceof MethodInvocationTree invocation) || !mayDropAndGoOn(call)) {
            return Optional.empty();
        }
        return lossyArgument(call, invocation).map(argument -> report(Calls.nameOf(invocation), argument));
    }

    private boolean mayDropAndGoOn(TreePath call) {
        String called = calledBy(call);
        return DROPPERS.contains(called) || (TIMEOUTS.contains(called) && isInLoop(call));
    }

    /** Whether a loop of the same body is around it. */
    private static boolean isInLoop(TreePath place) {
        for (TreePath around = place; around != null; around = around.getParentPath()) {
            Tree tree = around.getLeaf();
            if (tree instanceof LambdaExpressionTree || tree instanceof MethodTree) {
                return false;
            }
            if (LOOPS.contains(tree.getKind())) {
                return true;
            }
        }
        return false;
    }

    /** The qualified name of the static method that is called. */
    private String calledBy(TreePath call) {
        Element method = types.trees().getElement(call);
        return method == null ? "" : method.getEnclosingElement() + "." + method.getSimpleName();
    }

    private Optional<TreePath> lossyArgument(TreePath call, MethodInvocationTree invocation) {
        return invocation.getArguments().stream()
                .map(argument -> new TreePath(call, argument))
                .flatMap(argument -> lossy(argument).stream())
                .findFirst();
    }

    /** The expression, if its value is known to lose data, or one in a list of futures that does. */
    private Optional<TreePath> lossy(TreePath expression) {
        if (expression.getLeaf() instanceof MethodInvocationTree list
                && calledBy(expression).equals(LIST_OF)) {
            return lossyArgument(expression, list);
        }
        TreePath bare = withoutParentheses(expression);
        return isLossy(bare) ? Optional.of(bare) : Optional.empty();
    }

    private static TreePath withoutParentheses(TreePath expression) {
        return expression.getLeaf() instanceof ParenthesizedTree inParentheses
                ? withoutParentheses(new TreePath(expression, inParentheses.getExpression()))
                : expression;
    }

    private boolean isLossy(TreePath expression) {
        return types.isFuture(types.typeOf(expression))
                && (hasLossyType(expression) || isMadeLossy(expression) || isLossyLocal(expression));
    }

    private boolean hasLossyType(TreePath expression) {
        return types.typeOf(expression) instanceof DeclaredType type && Annotations.has(type.asElement(), ANNOTATION);
    }

    /** A mapped future is as safe as the one that it takes its value from. */
    private boolean isMadeLossy(TreePath expression) {
        Element method = types.trees().getElement(expression);
        if (!(expression.getLeaf() instanceof MethodInvocationTree) || method == null) {
            return false;
        }
        return Annotations.has(method, ANNOTATION)
                || (calledBy(expression).equals(MAP) && hasLossyReceiver(expression));
    }

    private boolean hasLossyReceiver(TreePath call) {
        return ((MethodInvocationTree) call.getLeaf()).getMethodSelect() instanceof MemberSelectTree select
                && isLossy(new TreePath(new TreePath(call, select), select.getExpression()));
    }

    private boolean isLossyLocal(TreePath expression) {
        if (!(expression.getLeaf() instanceof IdentifierTree)) {
            return false;
        }
        return LocalUses.declarationOf(expression)
                .filter(variable -> LocalUses.of(variable).assigned().isEmpty())
                .map(variable -> new TreePath(variable, ((VariableTree) variable.getLeaf()).getInitializer()))
                .filter(this::isLossy)
                .isPresent();
    }

    // ---------------------------------------------------------------- the message

    private static Diagnostic report(String dropper, TreePath lossy) {
        String message = Code.PX0012.message(
                "a future that loses data when it is dropped is given to " + dropper + "(...), which may drop it",
                "it is marked @LosesData: part of its work may be done by then, and would be forgotten.",
                "lend it, " + dropper + "(keep(future)), and await it again or drop it later; or let a task finish it,"
                        + " spawn(future), and give its handle. If the loss is meant, say so with"
                        + " @SuppressWarnings(\"pollux:loses-data\").");
        return new Diagnostic(Code.PX0012, message, Diagnostic.nameOf(lossy));
    }
}
