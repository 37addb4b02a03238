package dev.pollux.compiler.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;

/**
 * The innermost piece of code with a body of its own around a spot: that which a thread would have to leave in order to wait.
 *
 * @param kind what it is
 * @param path the lambda or the method, or the class if the spot is in an initialiser
 */
record Surroundings(Kind kind, TreePath path) {

    enum Kind {
        /** An async lambda: may wait. */
        BLOCK,
        /** A lambda of an ordinary functional interface. */
        LAMBDA,
        /** A lambda whose type did not resolve; javac has said so. */
        UNRESOLVED_LAMBDA,
        /** A method or a constructor. */
        METHOD,
        /** A field initialiser or an initialiser block. */
        INITIALIZER
    }

    static Surroundings of(TreePath spot, FutureTypes types) {
        TreePath path = spot.getParentPath();
        while (!(path.getLeaf() instanceof LambdaExpressionTree
                || path.getLeaf() instanceof MethodTree
                || path.getLeaf() instanceof ClassTree)) {
            path = path.getParentPath();
        }
        return new Surroundings(kindOf(path, types), path);
    }

    private static Kind kindOf(TreePath path, FutureTypes types) {
        if (path.getLeaf() instanceof MethodTree) {
            return Kind.METHOD;
        }
        if (path.getLeaf() instanceof ClassTree) {
            return Kind.INITIALIZER;
        }
        if (types.isBlock(path)) {
            return Kind.BLOCK;
        }
        return types.isResolved(path) ? Kind.LAMBDA : Kind.UNRESOLVED_LAMBDA;
    }

    boolean mayAwait() {
        return kind == Kind.BLOCK;
    }

    /** Whether an async block lies further out, so that the author may believe to be inside it. */
    boolean insideBlock(FutureTypes types) {
        for (TreePath outer = path.getParentPath(); outer != null; outer = outer.getParentPath()) {
            if (outer.getLeaf() instanceof LambdaExpressionTree && types.isBlock(outer)) {
                return true;
            }
        }
        return false;
    }
}
