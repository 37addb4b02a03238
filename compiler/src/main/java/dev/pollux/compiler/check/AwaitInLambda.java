package dev.pollux.compiler.check;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
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
                cureFor(takerOf(call.surroundings().path()), call.surroundings().insideBlock(types)));
        return Optional.of(new Diagnostic(Code.PX0003, message, call.name()));
    }

    /** The name of the method that the lambda is given to, or the empty string. */
    private static String takerOf(TreePath lambda) {
        return lambda.getParentPath().getLeaf() instanceof MethodInvocationTree call ? Calls.nameOf(call) : "";
    }

    private static String cureFor(String taker, boolean insideBlock) {
        return switch (taker) {
            case "map", "flatMap", "mapToObj", "filter", "collect", "reduce" ->
                "make futures, .map(each -> async(() -> { ... })).toList(), and await them together by joinAll(futures),"
                        + " or one by one as they finish by FuturesUnordered.";
            case "spawnBlocking" ->
                "await in the async block, before or after the blocking code, and hand the value in or out.";
            case "when" -> "let the handler return a value, and await in the async block, after the select.";
            default ->
                insideBlock
                        ? "write a loop in the async block instead of passing a lambda, or collect futures and await"
                                + " them together by joinAll(futures), or by FuturesUnordered as they finish."
                        : "wait in an async block, async(() -> { ... }), with a loop instead of a lambda.";
        };
    }
}
