package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of an async block that yields nothing: the twin of {@link AsyncBlock} for statement lambdas without a result.
 *
 * @see Futures#async(AsyncAction)
 */
@FunctionalInterface
public interface AsyncAction {

    /**
     * Runs the body.
     *
     * @throws Exception the failure
     */
    void run() throws Exception;

    /**
     * Makes a future of one run of the block. Unlike {@code async(block)}, which takes the block itself, this can be called
     * any number of times; the captured variables are the same in each run.
     *
     * @return a future of what the block does, for one run
     * @cost One object.
     */
    default Future<@Nullable Void> future() {
        return this instanceof AsyncFrame<?> ? AsyncFrame.claimCopy(this) : PlainBlock.of(this);
    }
}
