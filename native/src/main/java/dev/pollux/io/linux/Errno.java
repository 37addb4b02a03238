package dev.pollux.io.linux;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;

/** The numbers of errors, which are the same on all architectures served here, and what the JDK throws for them. */
final class Errno {

    static final int INTERRUPTED = 4;
    static final int AGAIN = 11;
    static final int ACCESS = 13;
    static final int PROTOCOL = 71;
    static final int ADDRESS_IN_USE = 98;
    static final int ADDRESS_NOT_AVAILABLE = 99;
    static final int CONNECTION_ABORTED = 103;
    static final int CONNECTION_RESET = 104;
    static final int NOT_CONNECTED = 107;
    static final int TIMED_OUT = 110;
    static final int CONNECTION_REFUSED = 111;
    static final int HOST_UNREACHABLE = 113;
    static final int IN_PROGRESS = 115;

    private static final String RESET = "Connection reset"; // what the JDK says; strerror adds "by peer"

    private Errno() {}

    /**
     * Throws if a system call failed.
     *
     * @param result what it returned: the negative number of an error, or something else
     */
    static int check(int result) throws IOException {
        if (result < 0) {
            throw failure(-result);
        }
        return result;
    }

    /** The exception that {@code java.nio} has for an error. */
    static IOException failure(int errno) {
        String message = errno == CONNECTION_RESET ? RESET : Libc.describe(errno);
        return switch (errno) {
            case PROTOCOL -> new ProtocolException(message);
            case CONNECTION_REFUSED, TIMED_OUT, NOT_CONNECTED -> new ConnectException(message);
            case HOST_UNREACHABLE -> new NoRouteToHostException(message);
            case ADDRESS_IN_USE, ADDRESS_NOT_AVAILABLE, ACCESS -> new BindException(message);
            default -> new SocketException(message);
        };
    }
}
