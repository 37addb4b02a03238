package dev.pollux.compiler.check;

import java.util.Optional;

/** PX0003: an await in a lambda that somebody else calls. */
final class AwaitInLambda implements Check {

    private final FutureTypes types;

    AwaitInLambda(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> await(AwaitCall call) {
        if (call.surroundings().kind() != Surroundings.Kind.LAMBDA) {
            return Optional.empty();
        }
        String name = types.nameOf(call.surroundings().path());
        String message = Code.PX0003.message(
                "await() in a lambda that implements " + name,
                "a " + name + " is called by code that is not async and cannot stop in its middle.",
                call.surroundings().insideBlock(types)
                        ? "write a loop in the async block instead of passing a lambda, or collect futures and await"
                                + " them together."
                        : "wait in an async block, async(() -> { ... }), with a loop instead of a lambda.");
        return Optional.of(new Diagnostic(Code.PX0003, message, call.name()));
    }
}
