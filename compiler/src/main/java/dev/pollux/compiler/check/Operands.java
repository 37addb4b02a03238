package dev.pollux.compiler.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/** The values that calls hold in hand during an await: their receiver and arguments, if a later argument awaits. */
final class Operands {

    private Operands() {}

    static List<TreePath> before(AwaitCall await, TreePath block, Trees trees) {
        List<TreePath> operands = new ArrayList<>();
        TreePath inner = await.path();
        for (TreePath path = inner.getParentPath(); path.getLeaf() != block.getLeaf(); path = path.getParentPath()) {
            if (path.getLeaf() instanceof MethodInvocationTree call) {
                add(path, call.getArguments(), inner.getLeaf(), operands);
                if (call.getArguments().contains(inner.getLeaf())
                        && call.getMethodSelect() instanceof MemberSelectTree select) {
                    addValue(new TreePath(new TreePath(path, select), select.getExpression()), operands, trees);
                }
            } else if (path.getLeaf() instanceof NewClassTree call) {
                add(path, call.getArguments(), inner.getLeaf(), operands);
            }
            inner = path;
        }
        return operands;
    }

    private static void add(
            TreePath call, List<? extends ExpressionTree> arguments, Tree awaiting, List<TreePath> operands) {
        int before = Math.max(0, arguments.indexOf(awaiting));
        arguments.subList(0, before).forEach(argument -> operands.add(new TreePath(call, argument)));
    }

    /** The receiver, unless it is the name of a class. */
    private static void addValue(TreePath receiver, List<TreePath> operands, Trees trees) {
        Element element = trees.getElement(receiver);
        if (element == null
                || !(element.getKind().isClass() || element.getKind().isInterface())) {
            operands.add(receiver);
        }
    }
}
