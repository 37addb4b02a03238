package dev.pollux.sync;

/** Says that what was waited for cannot come any more: a channel or a semaphore was closed. */
public class ClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was closed, and what that means for the caller
     */
    public ClosedException(String message) {
        super(message);
    }
}
