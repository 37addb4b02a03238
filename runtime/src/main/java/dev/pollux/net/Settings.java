package dev.pollux.net;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options for sockets that are still to be opened. Never changes. */
final class Settings {

    static final Settings NONE = new Settings(Map.of());

    /**
     * Those of every TCP connection. An answer of two small writes would otherwise wait for the acknowledgement of the first, which
     * takes some 40 ms.
     */
    static final Settings TCP = NONE.with(StandardSocketOptions.TCP_NODELAY, true);

    private final Map<SocketOption<?>, Object> values;

    private Settings(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /** Adds an option, or changes it. */
    <T> Settings with(SocketOption<T> option, T value) {
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.put(option, value);
        return new Settings(more);
    }

    void applyTo(IoDriver.Socket socket) throws IOException {
        for (Map.Entry<SocketOption<?>, Object> setting : values.entrySet()) {
            apply(socket, setting);
        }
    }

    /** Sets those that a socket has, and returns the rest. */
    Settings applyKnownTo(IoDriver.Socket socket) throws IOException {
        Map<SocketOption<?>, Object> rest = new LinkedHashMap<>();
        for (Map.Entry<SocketOption<?>, Object> setting : values.entrySet()) {
            if (Options.has(socket, setting.getKey())) {
                apply(socket, setting);
            } else {
                rest.put(setting.getKey(), setting.getValue());
            }
        }
        return new Settings(rest);
    }

    @SuppressWarnings("unchecked") // with() put a value of the option's type there
    private static void apply(IoDriver.Socket socket, Map.Entry<SocketOption<?>, Object> setting) throws IOException {
        Options.set(socket, (SocketOption<Object>) setting.getKey(), setting.getValue());
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
