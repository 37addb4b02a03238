package dev.pollux.future;

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
}
