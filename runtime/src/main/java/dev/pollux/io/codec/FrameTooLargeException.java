package dev.pollux.io.codec;

import dev.pollux.io.LimitExceededException;

/** A frame was larger than the program was willing to read or to write. */
public final class FrameTooLargeException extends LimitExceededException {

    private static final long serialVersionUID = 1;

    /**
     * Creates a failure.
     *
     * @param what was too large
     * @param limit the most bytes that were acceptable
     */
    public FrameTooLargeException(String what, int limit) {
        super(what + ", the limit is " + limit + " bytes", limit);
    }
}
