package dev.pollux.runtime.io;

import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** The socket is closed because its whole runtime is. The JDK's exception, for those who catch that, has no message. */
final class DriverClosedException extends ClosedChannelException {

    private static final long serialVersionUID = 1L;

    DriverClosedException(@Nullable Throwable cause) {
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return "the Pollux runtime of this socket was shut down";
    }
}
