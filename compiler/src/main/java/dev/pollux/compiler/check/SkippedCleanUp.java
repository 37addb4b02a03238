package dev.pollux.compiler.check;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PX0023: clean-up after an await that a drop of the block passes by.
 *
 * <p>Either it stands in a {@code catch} of exceptions that throws them on, or in a {@code catch (Throwable)} that goes on as if
 * nothing had happened. What a handler does that is no clean-up, such as logging, is of no interest when a block is dropped.
 */
final class SkippedCleanUp implements Check {

    /** Who catches one of these means any failure; who catches another exception means that one. */
    private static final Set<String> FAILURES =
            Set.of("java.lang.Exception", "java.lang.RuntimeException", "java.io.IOException", "java.sql.SQLException");

    private final FutureTypes types;

    SkippedCleanUp(FutureTypes types) {
        this.types = types;
    }

    @Override
    public List<Diagnostic> block(AwaitingBlock block) {
        List<Diagnostic> found = new ArrayList<>();
        for (AwaitCall await : block.awaits()) {
            for (TreePath statement : Tries.around(await, block.path())) {
                TryTree tried = (TryTree) statement.getLeaf();
                for (CatchTree handler : tried.getCatches()) {
                    skipped(new TreePath(statement, handler), await, block).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Diagnostic> skipped(TreePath handler, AwaitCall await, AwaitingBlock block) {
        CatchTree tree = (CatchTree) handler.getLeaf();
        boolean rethrows = Tries.endsInThrow(tree.getBlock());
        if (rethrows ? !catchesFailures(handler) : !catchesAll(handler)) {
            return Optional.empty();
        }
        Set<String> elsewhere = doneOnDrop(await, block);
        return CleanUpCalls.in(new TreePath(handler, tree.getBlock())).stream()
                .filter(call -> !elsewhere.contains(CleanUpCalls.nameOf(call)))
                .findFirst()
                .map(call -> report(call, tree, await, block));
    }

    /** What a drop at the await does: the finally of each statement around it, and handlers that throw on what they catch. */
    private Set<String> doneOnDrop(AwaitCall await, AwaitingBlock block) {
        return CleanUpCalls.namesIn(Tries.around(await, block.path()).stream()
                .flatMap(statement -> Tries.runOnDrop(statement, this::catchesAll).stream())
                .toList());
    }

    // ---------------------------------------------------------------- what a handler catches

    private boolean catchesAll(TreePath handler) {
        return namesOfCaught(handler).contains("java.lang.Throwable");
    }

    private boolean catchesFailures(TreePath handler) {
        return namesOfCaught(handler).stream().anyMatch(FAILURES::contains);
    }

    private List<String> namesOfCaught(TreePath handler) {
        Tree type = ((CatchTree) handler.getLeaf()).getParameter().getType();
        TreePath parameter = new TreePath(handler, ((CatchTree) handler.getLeaf()).getParameter());
        TreePath path = new TreePath(parameter, type);
        List<? extends Tree> all = type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
        return all.stream()
                .map(each -> String.valueOf(types.typeOf(each == type ? path : new TreePath(path, each))))
                .toList();
    }

    // ---------------------------------------------------------------- the message

    private static Diagnostic report(TreePath call, CatchTree handler, AwaitCall await, AwaitingBlock block) {
        String name = CleanUpCalls.nameOf(call);
        String caught = "catch (" + handler.getParameter().getType() + ")";
        boolean rethrows = Tries.endsInThrow(handler.getBlock());
        String message = Code.PX0023.message(
                name + "() does not run if the block is dropped at the await of line " + block.lineOf(await.name()),
                rethrows
                        ? "a dropped block sees no exception: its finally blocks run, " + caught + " does not."
                        : "a " + caught + " that does not end by throwing is passed by when the block is dropped.",
                rethrows
                        ? "write catch (Throwable t) { " + name + "(); throw t; }, or move it into a finally."
                        : "end the handler with a throw, or move " + name + "() into a finally.");
        return new Diagnostic(Code.PX0023, message, Diagnostic.nameOf(call));
    }
}
