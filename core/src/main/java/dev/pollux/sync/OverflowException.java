package dev.pollux.sync;

/** Says that there was no room for a message in a channel whose senders do not wait. */
public class OverflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was full, and what became of the message
     */
    public OverflowException(String message) {
        super(message);
    }
}
