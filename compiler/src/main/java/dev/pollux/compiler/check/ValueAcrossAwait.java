package dev.pollux.compiler.check;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.pollux.compiler.flow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;

/** PX0021 and PX0022: a marked value that is made before an await and needed after it. */
final class ValueAcrossAwait implements Check {

    private final FutureTypes types;
    private final Marks marks;

    ValueAcrossAwait(FutureTypes types) {
        this.types = types;
        this.marks = new Marks(types);
    }

    /** A value as the message speaks of it: its name, the line it comes from, and why it must not live across the await. */
    private record Value(String name, long line, Mark mark) {}

    @Override
    public List<Diagnostic> block(AwaitingBlock block) {
        boolean staysInThread = staysInThread(block.path());
        List<Diagnostic> found = new ArrayList<>();
        LocalVariables variables = new LocalVariables(block.graph().steps(), types.trees());
        for (Element variable : variables.all()) {
            marks.ofVariable(variable)
                    .filter(mark -> concerns(mark, staysInThread))
                    .ifPresent(mark -> found.addAll(variable(variable, mark, variables, block)));
        }
        for (AwaitCall await : block.awaits()) {
            operand(await, block)
                    .filter(value -> concerns(value.mark(), staysInThread))
                    .ifPresent(value -> found.add(report(value, await, block)));
        }
        return found;
    }

    private static boolean concerns(Mark mark, boolean staysInThread) {
        return mark.code() != Code.PX0022 || !staysInThread;
    }

    /** Whether the thread that is given the block, here and now, is the one that polls it to its end. */
    private boolean staysInThread(TreePath block) {
        TreePath call = block.getParentPath();
        if (types.isAsync(types.trees().getElement(call))) {
            call = call.getParentPath();
        }
        return call.getLeaf() instanceof MethodInvocationTree
                && types.isBlockingRunner(types.trees().getElement(call));
    }

    // ---------------------------------------------------------------- variables

    private List<Diagnostic> variable(Element variable, Mark mark, LocalVariables variables, AwaitingBlock block) {
        String name = variable.getSimpleName().toString();
        Set<Step> assignments = variables.assignments(variable);
        Set<Step> uses = variables.uses(variable);
        if (assignments.isEmpty()) { // of the code around the block
            Value value = new Value(name, block.lineOf(variable), mark);
            return block.awaitsBetween(block.graph().entry(), uses::contains, step -> false).stream()
                    .map(await -> report(value, await, block))
                    .toList();
        }
        return assignments.stream()
                .filter(assignment -> !LocalVariables.assignsNull(assignment))
                .flatMap(assignment -> {
                    Value value = new Value(name, block.lineOf(assignment.path()), mark);
                    return block.awaitsBetween(assignment, uses::contains, assignments::contains).stream()
                            .map(await -> report(value, await, block));
                })
                .toList();
    }

    // ---------------------------------------------------------------- operands

    /** A marked value that a call has evaluated already while it waits for a later argument. */
    private Optional<Value> operand(AwaitCall await, AwaitingBlock block) {
        return Operands.before(await, block.path(), types.trees()).stream()
                .flatMap(operand -> markOf(operand).stream()
                        .map(mark -> new Value(operand.getLeaf().toString(), block.lineOf(operand), mark)))
                .findFirst();
    }

    private Optional<Mark> markOf(TreePath operand) {
        return Stream.ofNullable(types.trees().getElement(operand))
                .filter(LocalVariables::isLocal)
                .flatMap(variable -> marks.ofVariable(variable).stream())
                .findFirst()
                .or(() -> marks.ofType(types.typeOf(operand)));
    }

    // ---------------------------------------------------------------- the message

    private static Diagnostic report(Value value, AwaitCall await, AwaitingBlock block) {
        Code code = value.mark().code();
        String message = code.message(
                "await() of line " + block.lineOf(await.name()) + " while " + value.name() + " of line " + value.line()
                        + " is still needed",
                why(value),
                code == Code.PX0022
                        ? "do what needs it before the await, or get it afterwards. A block given to run(...) or"
                                + " blockOn(...) stays in its thread; if this one does as well, say so with"
                                + " @SuppressWarnings(\"pollux:thread-confined\")."
                        : "do what needs it before the await, or get another one afterwards.");
        return new Diagnostic(code, message, await.name());
    }

    private static String why(Value value) {
        String reason =
                value.mark().reason().isEmpty() ? "" : ": " + value.mark().reason();
        return value.mark().code() == Code.PX0022
                ? value.name() + " is @ThreadConfined, and the block may go on in another thread" + reason + "."
                : value.name() + " must not live across an await" + reason + ".";
    }
}
