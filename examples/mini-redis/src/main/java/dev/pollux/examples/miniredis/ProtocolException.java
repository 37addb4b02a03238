package dev.pollux.examples.miniredis;

import java.io.IOException;

/** A client said what is no command at all. It is told, and the connection closed. */
final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
        super(message);
    }
}
