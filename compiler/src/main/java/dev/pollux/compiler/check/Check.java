package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;

/** One rule. It is shown every spot of a kind it cares about, and answers with a complaint or not. */
interface Check {

    /** Looks at a call of {@code await()} on a future. */
    default Optional<Diagnostic> await(AwaitCall call) {
        return Optional.empty();
    }

    /** Looks at an async block that awaits, as a whole. */
    default List<Diagnostic> block(AwaitingBlock block) {
        return List.of();
    }

    /** Looks at an expression whose value nobody takes, or at a method reference whose caller takes no value. */
    default Optional<Diagnostic> discarded(TreePath expression) {
        return Optional.empty();
    }

    /** Looks at a call of a method or a constructor. */
    default Optional<Diagnostic> call(TreePath call) {
        return Optional.empty();
    }

    /** Looks at a call of a method or a constructor that an async block makes itself. */
    default Optional<Diagnostic> callInBlock(TreePath call) {
        return Optional.empty();
    }

    /** Looks at a local variable that is declared by a statement of its own. */
    default Optional<Diagnostic> local(TreePath variable) {
        return Optional.empty();
    }

    /** Looks at a lambda. */
    default Optional<Diagnostic> lambda(TreePath lambda) {
        return Optional.empty();
    }

    /** Looks at a method reference. */
    default Optional<Diagnostic> methodReference(TreePath reference) {
        return Optional.empty();
    }
}
