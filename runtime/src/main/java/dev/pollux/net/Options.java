package dev.pollux.net;

import dev.pollux.runtime.spi.IoDriver.Socket;
import java.io.IOException;
import java.net.SocketOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads and writes the options of sockets. */
final class Options {

    /** An option of the module jdk.net, which a Java runtime may lack: looked up by name among those that the socket has. */
    record Named<T>(String name, Class<T> type) implements SocketOption<T> {

        @Override
        public String toString() {
            return name;
        }
    }

    static final SocketOption<Integer> KEEP_IDLE = new Named<>("TCP_KEEPIDLE", Integer.class);
    static final SocketOption<Integer> KEEP_INTERVAL = new Named<>("TCP_KEEPINTERVAL", Integer.class);
    static final SocketOption<Integer> KEEP_COUNT = new Named<>("TCP_KEEPCOUNT", Integer.class);
    static final SocketOption<Boolean> QUICK_ACK = new Named<>("TCP_QUICKACK", Boolean.class);

    private static final int MAX_TRAFFIC_CLASS = 255;
    private static final int NO_LINGER = -1;

    private Options() {}

    static <T> void set(Socket socket, SocketOption<T> option, T value) throws IOException {
        SocketOption<T> known = known(socket, option);
        try {
            socket.setOption(known, value);
        } catch (UnsupportedOperationException e) {
            throw unsupported(option, e);
        }
    }

    static <T> T get(Socket socket, SocketOption<T> option) throws IOException {
        SocketOption<T> known = known(socket, option);
        @Nullable T value;
        try {
            value = socket.getOption(known);
        } catch (UnsupportedOperationException e) {
            throw unsupported(option, e);
        }
        if (value == null) {
            throw new IOException("the option " + option.name() + " is not set");
        }
        return value;
    }

    static boolean has(Socket socket, SocketOption<?> option) {
        return socket.supportedOptions().stream().anyMatch(known -> known.name().equals(option.name()));
    }

    @SuppressWarnings("unchecked") // an option of the same name and type
    private static <T> SocketOption<T> known(Socket socket, SocketOption<T> option) {
        if (!(option instanceof Named<T> named)) {
            return option;
        }
        for (SocketOption<?> known : socket.supportedOptions()) {
            if (known.name().equals(named.name) && known.type() == named.type) {
                return (SocketOption<T>) known;
            }
        }
        throw new UnsupportedOptionException(named.name);
    }

    private static UnsupportedOptionException unsupported(SocketOption<?> option, Throwable cause) {
        UnsupportedOptionException failure = new UnsupportedOptionException(option.name());
        failure.initCause(cause);
        return failure;
    }

    // ---------------------------------------------------------------- values

    static int positive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be more than zero: " + value);
        }
        return value;
    }

    static int trafficClass(int value) {
        if (value < 0 || value > MAX_TRAFFIC_CLASS) {
            throw new IllegalArgumentException("a traffic class is from 0 to 255: " + value);
        }
        return value;
    }

    /** Rounds up: a keep-alive of half a second must not become one of zero, which the kernel refuses. */
    static int seconds(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero: " + duration);
        }
        return roundedUp(duration);
    }

    private static int roundedUp(Duration duration) {
        long whole = duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
        return (int) Math.min(whole, Short.MAX_VALUE);
    }

    static int linger(@Nullable Duration linger) {
        if (linger == null) {
            return NO_LINGER;
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger must not be negative; null turns it off: " + linger);
        }
        return roundedUp(linger);
    }

    static @Nullable Duration lingering(int seconds) {
        return seconds < 0 ? null : Duration.ofSeconds(seconds);
    }
}
