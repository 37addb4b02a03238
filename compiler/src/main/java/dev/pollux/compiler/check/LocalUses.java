package dev.pollux.compiler.check;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/**
 * Where a local variable is used in its scope, by its name: no other local variable can have the same name there.
 *
 * <p>A field of a class in that scope can. Its uses count as well, which may hide a complaint but never makes a wrong one.
 */
final class LocalUses extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Name name;
    private final List<TreePath> assigned = new ArrayList<>();
    private boolean read;

    private LocalUses(Name name) {
        this.name = name;
    }

    /** Finds the uses of a variable that is declared in a block, an arm of a switch or the head of a loop. */
    static LocalUses of(TreePath variable) {
        LocalUses uses = new LocalUses(((VariableTree) variable.getLeaf()).getName());
        uses.scan(variable.getParentPath(), null);
        return uses;
    }

    /** Finds the declaration of the local variable with an initial value that a name means, in the blocks around it. */
    static Optional<TreePath> declarationOf(TreePath identifier) {
        Name name = ((IdentifierTree) identifier.getLeaf()).getName();
        for (TreePath path = identifier; path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof BlockTree block) {
                for (Tree statement : block.getStatements()) {
                    if (statement instanceof VariableTree variable
                            && variable.getName().equals(name)
                            && variable.getInitializer() != null) {
                        return Optional.of(new TreePath(path, variable));
                    }
                }
            }
        }
        return Optional.empty();
    }

    boolean areReads() {
        return read;
    }

    /** What is assigned to the variable by statements of their own. */
    List<TreePath> assigned() {
        return assigned;
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        Tree around = getCurrentPath().getParentPath().getLeaf();
        if (!(isThis(tree.getVariable()) && around instanceof ExpressionStatementTree)) {
            return super.visitAssignment(tree, null);
        }
        assigned.add(new TreePath(getCurrentPath(), tree.getExpression()));
        return scan(tree.getExpression(), null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        read |= isThis(tree);
        return null;
    }

    private boolean isThis(Tree tree) {
        return tree instanceof IdentifierTree identifier && identifier.getName().equals(name);
    }
}
