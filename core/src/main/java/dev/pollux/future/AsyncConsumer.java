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

    /**
     * Makes a future of one run of the block. Unlike {@code async(block)}, which takes the block itself, this can be called
     * any number of times; the captured variables are the same in each run.
     *
     * @param argument given to the block
     * @return a future of what the block does, for one run
     * @cost One object.
     */
    default Future<@Nullable Void> future(A argument) {
        return this instanceof AsyncFrame<?>
                ? AsyncFrame.claimCopy(this, argument)
                : PlainBlock.of(() -> run(argument));
    }
}
