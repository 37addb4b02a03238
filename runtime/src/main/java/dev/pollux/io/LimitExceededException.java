package dev.pollux.io;

import java.io.IOException;

/** The peer sent more than the program was willing to keep. */
public class LimitExceededException extends IOException {

    private static final long serialVersionUID = 1;

    /** The most bytes that would have been accepted. */
    private final int limit;

    /**
     * Creates an exception.
     *
     * @param message what was too much
     * @param limit the most bytes that would have been accepted
     */
    public LimitExceededException(String message, int limit) {
        super(message);
        this.limit = limit;
    }

    /**
     * Returns the limit.
     *
     * @return the most bytes that would have been accepted
     */
    public final int limit() {
        return limit;
    }
}
