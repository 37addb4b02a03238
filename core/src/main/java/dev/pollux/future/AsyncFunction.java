package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that is given something. Write it as a lambda; inside it, {@code future.await()} waits.
 *
 * <p>A lambda with awaits in it is good for one run: evaluate the lambda expression again to run it again.
 *
 * @param <A> the type of the argument
 * @param <T> the type of the value
 * @see Futures#using
 */
@FunctionalInterface
public interface AsyncFunction<A extends @Nullable Object, T extends @Nullable Object> {

    /**
     * Runs the body.
     *
     * @param argument what it is given
     * @return the value
     * @throws Exception the failure
     */
    T apply(A argument) throws Exception;
}
