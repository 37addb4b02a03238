package dev.pollux.compiler.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PX0004: an await between the entry and the exit of a monitor. */
final class AwaitHoldingMonitor implements Check {

    private final FutureTypes types;

    AwaitHoldingMonitor(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> await(AwaitCall call) {
        if (!call.surroundings().mayAwait()) {
            return Optional.empty();
        }
        return Optional.ofNullable(innermostMonitor(call)).map(monitor -> report(call, monitor));
    }

    private static @Nullable TreePath innermostMonitor(AwaitCall call) {
        TreePath block = call.surroundings().path();
        TreePath inner = call.path();
        for (TreePath path = inner.getParentPath(); path.getLeaf() != block.getLeaf(); path = path.getParentPath()) {
            // The lock expression itself is evaluated before the monitor is entered.
            if (path.getLeaf() instanceof SynchronizedTree held && inner.getLeaf() == held.getBlock()) {
                return path;
            }
            inner = path;
        }
        return null;
    }

    private Diagnostic report(AwaitCall call, TreePath monitor) {
        ExpressionTree lock = ((SynchronizedTree) monitor.getLeaf()).getExpression();
        String name = lock instanceof ParenthesizedTree inParentheses
                ? inParentheses.getExpression().toString()
                : lock.toString();
        long start =
                types.trees().getSourcePositions().getStartPosition(monitor.getCompilationUnit(), monitor.getLeaf());
        long line = monitor.getCompilationUnit().getLineMap().getLineNumber(start);
        String message = Code.PX0004.message(
                "await() inside synchronized (" + name + ") of line " + line,
                "a monitor belongs to a thread, and the block may go on in another one; until then nobody else could"
                        + " enter.",
                "leave the synchronized statement before the await.");
        return new Diagnostic(Code.PX0004, message, call.name());
    }
}
