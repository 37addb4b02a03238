package dev.pollux.net;

/** A text that should be an address is none. The message says what was expected, and quotes the text. */
public final class InvalidAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    InvalidAddressException(String expected, String text) {
        super(expected + ", got \"" + text + '"');
    }
}
