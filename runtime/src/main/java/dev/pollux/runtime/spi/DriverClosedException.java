package dev.pollux.runtime.spi;

import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Something to do with sockets ends because its whole runtime does. The JDK's exception, for those who catch that, has no message. */
public final class DriverClosedException extends ClosedChannelException implements ShutdownFailure {

    private static final long serialVersionUID = 1L;

    /** What ends. */
    private final String what;

    /**
     * Creates the exception.
     *
     * @param what ends: a socket, for example
     * @param cause how that was noticed
     */
    public DriverClosedException(String what, @Nullable Throwable cause) {
        this.what = what;
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return "the Pollux runtime of this " + what + " was shut down";
    }
}
