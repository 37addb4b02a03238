package dev.pollux.signal;

import org.jspecify.annotations.Nullable;

/** A signal cannot be listened to: there is none of that name, the JVM or the system keeps it, or this Java has no signals. */
public class SignalUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SignalUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
