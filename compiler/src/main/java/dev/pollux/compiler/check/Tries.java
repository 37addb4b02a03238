package dev.pollux.compiler.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The try statements around an await, as a drop at that await meets them. */
final class Tries {

    private Tries() {}

    /** Those whose handlers are in force at the await, innermost first. */
    static List<TreePath> around(AwaitCall await, TreePath block) {
        List<TreePath> found = new ArrayList<>();
        TreePath inner = await.path();
        for (TreePath path = inner.getParentPath(); path.getLeaf() != block.getLeaf(); path = path.getParentPath()) {
            if (path.getLeaf() instanceof TryTree tried
                    && (inner.getLeaf() == tried.getBlock()
                            || tried.getResources().contains(inner.getLeaf()))) {
                found.add(path);
            }
            inner = path;
        }
        return found;
    }

    /** The blocks of a try that run on a drop: its finally, and handlers that catch everything and throw. */
    static List<TreePath> runOnDrop(TreePath statement, Predicate<TreePath> catchesAll) {
        TryTree tried = (TryTree) statement.getLeaf();
        List<TreePath> blocks = new ArrayList<>();
        if (tried.getFinallyBlock() != null) {
            blocks.add(new TreePath(statement, tried.getFinallyBlock()));
        }
        for (CatchTree each : tried.getCatches()) {
            TreePath handler = new TreePath(statement, each);
            if (endsInThrow(each.getBlock()) && catchesAll.test(handler)) {
                blocks.add(new TreePath(handler, each.getBlock()));
            }
        }
        return blocks;
    }

    /** Whether a statement ends by throwing, as far as one sees without following it. */
    static boolean endsInThrow(Tree statement) {
        if (statement instanceof BlockTree block) {
            List<? extends StatementTree> all = block.getStatements();
            return !all.isEmpty() && endsInThrow(all.get(all.size() - 1));
        }
        if (statement instanceof IfTree branch) {
            return branch.getElseStatement() != null
                    && endsInThrow(branch.getThenStatement())
                    && endsInThrow(branch.getElseStatement());
        }
        return statement instanceof ThrowTree;
    }
}
