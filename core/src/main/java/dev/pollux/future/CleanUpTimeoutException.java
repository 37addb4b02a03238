package dev.pollux.future;

import java.util.concurrent.TimeoutException;

/**
 * Clean-up that a drop left unfinished took too long and was given up. The message says where it stood.
 *
 * @see CleanUp
 */
public final class CleanUpTimeoutException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    CleanUpTimeoutException(String message) {
        super(message);
    }
}
