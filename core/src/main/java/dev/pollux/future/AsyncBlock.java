package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that yields a value. Write it as a lambda; inside it, {@code future.await()} waits.
 *
 * <p>A lambda with awaits in it is good for one run: evaluate the lambda expression again to run it again.
 *
 * @param <T> the type of the value
 * @see Futures#async(AsyncBlock)
 */
@FunctionalInterface
public interface AsyncBlock<T extends @Nullable Object> {

    /**
     * Runs the body.
     *
     * @return the value
     * @throws Exception the failure
     */
    T run() throws Exception;
}
