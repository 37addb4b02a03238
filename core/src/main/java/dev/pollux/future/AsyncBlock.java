package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that yields a value. Write it as a lambda; inside it, {@code future.await()} waits.
 *
 * <p>A lambda with awaits in it is made into a future once by {@code async(block)}; {@link #future} makes one for each run.
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

    /**
     * Makes a future of one run of the block. Unlike {@code async(block)}, which takes the block itself, this can be called
     * any number of times; the captured variables are the same in each run.
     *
     * @return a future of what the block returns, for one run
     * @cost One object.
     */
    default Future<T> future() {
        return this instanceof AsyncFrame<?> ? AsyncFrame.claimCopy(this) : new PlainBlock<>(this);
    }
}
