package dev.pollux.io.codec;

import dev.pollux.io.LimitExceededException;

/** A frame was larger than the program was willing to read or to write. */
public final class FrameTooLargeException extends LimitExceededException {

    private static final long serialVersionUID = 1;

    FrameTooLargeException(String what, int limit) {
        super(what + ", the limit is " + limit + " bytes", limit);
    }
}
