package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;
import java.util.Optional;

/** PX0005: {@code Future::await}. */
final class AwaitMethodReference implements Check {

    private final FutureTypes types;

    AwaitMethodReference(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> methodReference(TreePath reference) {
        if (!types.isAwait(types.trees().getElement(reference))) {
            return Optional.empty();
        }
        String message = Code.PX0005.message(
                "a method reference to await()",
                "whoever calls it is not an async block and cannot stop in the middle of the call.",
                types.isBlock(reference)
                        ? "pass the future itself, or write the block as a lambda: () -> future.await()."
                        : "write a loop in an async block that calls future.await(), or pass the futures on.");
        return Optional.of(new Diagnostic(Code.PX0005, message, reference));
    }
}
