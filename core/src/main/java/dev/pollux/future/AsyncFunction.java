package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that is given something. Write it as a lambda; inside it, {@code future.await()} waits.
 *
 * <p>A lambda with awaits in it is made into a future once by {@code async(block)}; {@link #future} makes one for each run.
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

    /**
     * Makes a future of one run of the block. Unlike {@code async(block)}, which takes the block itself, this can be called
     * any number of times; the captured variables are the same in each run.
     *
     * @param argument given to the block
     * @return a future of what the block returns, for one run
     * @cost One object.
     */
    default Future<T> future(A argument) {
        return this instanceof AsyncFrame<?>
                ? AsyncFrame.claimCopy(this, argument)
                : new PlainBlock<>(() -> apply(argument));
    }
}
