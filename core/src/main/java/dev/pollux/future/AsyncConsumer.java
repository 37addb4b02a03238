package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that is given something and yields nothing: the twin of {@link AsyncFunction} for statement lambdas
 * without a result.
 *
 * @param <A> the type of the argument
 */
@FunctionalInterface
public interface AsyncConsumer<A extends @Nullable Object> {

    /**
     * Runs the body.
     *
     * @param argument what it is given
     * @throws Exception the failure
     */
    void run(A argument) throws Exception;
}
