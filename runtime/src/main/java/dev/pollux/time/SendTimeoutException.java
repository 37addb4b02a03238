package dev.pollux.time;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Thrown where a message could not be sent in time: there was no room. Nothing was sent, and the message is in here. */
public final class SendTimeoutException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    private final transient Object unsent;

    SendTimeoutException(Object sender, Object unsent, Duration limit) {
        super("no room within " + InWords.of(limit) + " for a message of the " + sender);
        this.unsent = unsent;
    }

    /**
     * Returns the message.
     *
     * @return the very object that was to be sent; {@code null} in a copy made by serialization
     */
    public Object unsent() {
        return unsent;
    }
}
