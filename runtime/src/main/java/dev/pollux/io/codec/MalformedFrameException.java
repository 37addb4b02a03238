package dev.pollux.io.codec;

import java.io.IOException;

/** Bytes that cannot be a frame, such as a length that no frame can have. */
public final class MalformedFrameException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * Creates a failure.
     *
     * @param message what is wrong
     */
    public MalformedFrameException(String message) {
        super(message);
    }
}
