package dev.pollux.compiler.check;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;

/**
 * One complaint.
 *
 * @param code which one
 * @param message the whole text, as {@link Code#message} makes it
 * @param at the tree to point at
 */
public record Diagnostic(Code code, String message, TreePath at) {

    /** Where a message about a value points: at the name of the method that makes it, as javac does, or at the value. */
    static TreePath nameOf(TreePath value) {
        return value.getLeaf() instanceof MethodInvocationTree call
                ? new TreePath(value, call.getMethodSelect())
                : value;
    }
}
