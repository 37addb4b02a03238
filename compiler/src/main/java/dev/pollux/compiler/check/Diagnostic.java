package dev.pollux.compiler.check;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import javax.tools.Diagnostic.Kind;

/**
 * One complaint.
 *
 * @param code which one
 * @param kind how bad it is in this compilation
 * @param message the whole text, as {@link Code#message} makes it
 * @param at the tree to point at
 */
public record Diagnostic(Code code, Kind kind, String message, TreePath at) {

    /**
     * Creates a complaint that is as bad as its code says.
     *
     * @param code which one
     * @param message the whole text
     * @param at the tree to point at
     */
    public Diagnostic(Code code, String message, TreePath at) {
        this(code, code.kind(), message, at);
    }

    Diagnostic withKind(Kind other) {
        return new Diagnostic(code, other, message, at);
    }

    /** Where a message about a value points: at the name of the method that makes it, as javac does, or at the value. */
    static TreePath nameOf(TreePath value) {
        return value.getLeaf() instanceof MethodInvocationTree call
                ? new TreePath(value, call.getMethodSelect())
                : value;
    }
}
