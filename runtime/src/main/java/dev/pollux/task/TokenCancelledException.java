package dev.pollux.task;

import java.util.concurrent.CancellationException;

/** Thrown by {@link CancellationToken#runUntilCancelled} when the token was cancelled before the future was finished. */
public final class TokenCancelledException extends CancellationException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public TokenCancelledException() {
        super("the cancellation token was cancelled before the future was finished");
    }
}
