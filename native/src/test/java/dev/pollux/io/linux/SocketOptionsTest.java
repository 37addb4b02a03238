package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.io.NioDriver;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Socket;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The options of sockets, beside those of java.nio. */
class SocketOptionsTest {

    /** What the JDK has for its own ends, or for hardware. */
    private static final Set<String> LEFT_OUT =
            Set.of("SO_OOBINLINE", "SO_INCOMING_NAPI_ID", "SO_PEERCRED", "IP_DONTFRAGMENT");

    private final IoDriver ours = new EpollDriver();
    private final IoDriver theirs = new NioDriver();

    SocketOptionsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        ours.close();
        theirs.close();
    }

    enum Kind {
        SERVER,
        STREAM,
        DATAGRAM;

        Socket open(IoDriver driver, ProtocolFamily family) throws IOException {
            return switch (this) {
                case SERVER -> driver.openServer(family);
                case STREAM -> driver.openStream(family);
                case DATAGRAM -> driver.openDatagram(family);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void supportedOptions_areThoseOfTheJdk(Kind kind) throws IOException {
        Set<SocketOption<?>> expected = kind.open(theirs, StandardProtocolFamily.INET).supportedOptions().stream()
                .filter(option -> !LEFT_OUT.contains(option.name()))
                .collect(Collectors.toSet());

        assertThat(kind.open(ours, StandardProtocolFamily.INET).supportedOptions())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everyOption_isWhatTheJdkMakesOfIt(Kind kind) throws IOException {
        List<String> compared = new ArrayList<>();
        for (ProtocolFamily family : List.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)) {
            for (SocketOption<?> option : kind.open(ours, family).supportedOptions()) {
                compare(kind, family, option);
                compared.add(option.name());
            }
        }

        assertThat(compared).contains("SO_REUSEPORT", "SO_RCVBUF");
    }

    private <T> void compare(Kind kind, ProtocolFamily family, SocketOption<T> option) throws IOException {
        try (Socket our = kind.open(ours, family);
                Socket their = kind.open(theirs, family)) {
            assertThat(our.getOption(option))
                    .as("%s of a new socket, %s", option, family)
                    .isEqualTo(their.getOption(option));
            for (T value : values(option)) {
                our.setOption(option, value);
                their.setOption(option, value);
                assertThat(our.getOption(option))
                        .as("%s set to %s, %s", option, value, family)
                        .isEqualTo(their.getOption(option));
            }
        }
    }

    private static <T> List<T> values(SocketOption<T> option) throws IOException {
        Stream<?> values;
        if (option.type() == Boolean.class) {
            values = Stream.of(true, false);
        } else if (option.type() == NetworkInterface.class) {
            values = Stream.of(NetworkInterface.getByName("lo"));
        } else if (option.name().endsWith("BUF")) {
            values = Stream.of(10_000, 50_000);
        } else if (option.name().equals("SO_LINGER")) {
            values = Stream.of(5, 0, -1);
        } else {
            values = Stream.of(8, 16);
        }
        return values.map(option.type()::cast).toList();
    }

    @Test
    void keepAliveOptions_areAmongThem() throws IOException {
        Socket socket = ours.openStream(StandardProtocolFamily.INET);

        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 77);

        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(77);
    }

    @Test
    void values_outOfRange_areRefused() throws IOException {
        Socket socket = ours.openStream(StandardProtocolFamily.INET);

        assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.SO_SNDBUF, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid value for SO_SNDBUF: -1");
        assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.IP_TOS, 256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.TCP_NODELAY, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unixSockets_haveTheirOwn() throws IOException {
        Socket socket = ours.openStream(StandardProtocolFamily.UNIX);
        socket.setOption(StandardSocketOptions.SO_SNDBUF, 10_000);

        assertThat(socket.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(10_000);
        assertThatThrownBy(() -> socket.getOption(StandardSocketOptions.TCP_NODELAY))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
