package dev.pollux.io;

import java.io.IOException;

/** Bytes were written into a pipe whose reader was closed. */
public final class BrokenPipeException extends IOException {

    private static final long serialVersionUID = 1;

    BrokenPipeException() {
        super("broken pipe: the other end was closed");
    }
}
