package dev.pollux.compiler.flow;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a body does, and what it may do next. A tree that is run on several ways, as a finally is, has a step on each. */
public final class Step {

    /** What a step does. */
    public enum Kind {
        /** Nothing: ways part or meet here. */
        PASS,
        /** Calls a method or makes an object: the tree is the call. It may throw. */
        CALL,
        /** Reads a name: the tree is an identifier. */
        READ,
        /** Makes a lambda or a method reference, or comes to a class: the tree is that. What is inside belongs to another body. */
        CAPTURE,
        /** Gives a variable a value: the tree is its declaration, or its name on the left of an assignment. */
        ASSIGN,
        /** Closes a resource of a try: the tree is its declaration, or the expression that names it. */
        CLOSE,
        /** Throws: the tree is the statement. */
        THROW,
        /** Has found a condition to be false: the tree is the condition, without {@code !}, {@code &&} or {@code ||}. */
        REFUTE
    }

    private final Kind kind;
    private final @Nullable TreePath path;
    private final List<Step> next = new ArrayList<>(1);
    private @Nullable Step onThrow;

    Step(Kind kind, @Nullable TreePath path) {
        this.kind = kind;
        this.path = path;
    }

    static Step pass() {
        return new Step(Kind.PASS, null);
    }

    void leadsTo(Step step) {
        next.add(step);
    }

    void throwsTo(@Nullable Step handler) {
        onThrow = handler;
    }

    /**
     * Tells what the step does.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Tells which tree the step is about.
     *
     * @return the path of the tree
     * @throws IllegalStateException if this step only passes
     */
    public TreePath path() {
        if (path == null) {
            throw new IllegalStateException("a step that only passes has no tree");
        }
        return path;
    }

    List<Step> next() {
        return next;
    }

    /** Where an exception out of this step goes first; null if it leaves the body, or if there is none. */
    @Nullable Step onThrow() {
        return onThrow;
    }

    @Override
    public String toString() {
        return path == null ? kind.toString() : kind + " " + path.getLeaf();
    }
}
