package dev.pollux.compiler.check;

import com.sun.source.util.TreePath;
import java.util.Optional;

/** PX0008: an async lambda that has to be {@code Serializable}, or anything else besides an async block. */
final class SerializableBlock implements Check {

    private final FutureTypes types;

    SerializableBlock(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> lambda(TreePath lambda) {
        if (!types.isBlock(lambda) || !types.hasFurtherTypes(lambda)) {
            return Optional.empty();
        }
        String message = Code.PX0008.message(
                "an async lambda that is cast to Serializable or to another type besides its own",
                "it becomes the state machine of one run, which is neither serializable nor of any other type.",
                "drop the cast, and send over the wire what is needed to build the block again.");
        return Optional.of(new Diagnostic(Code.PX0008, message, lambda));
    }
}
