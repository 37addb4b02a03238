package dev.pollux.io.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.stream.Collectors;

/** Which options sockets of each kind have: those that the JDK's have, as far as the kernel's name for them is known here. */
final class OptionSets {

    static final Set<SocketOption<?>> SERVER = of(() -> ServerSocketChannel.open(StandardProtocolFamily.INET));
    static final Set<SocketOption<?>> UNIX_SERVER = of(() -> ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    static final Set<SocketOption<?>> STREAM = of(() -> SocketChannel.open(StandardProtocolFamily.INET));
    static final Set<SocketOption<?>> UNIX_STREAM = of(() -> SocketChannel.open(StandardProtocolFamily.UNIX));
    static final Set<SocketOption<?>> DATAGRAM = of(() -> DatagramChannel.open(StandardProtocolFamily.INET));

    private OptionSets() {}

    /** Opens a socket of the JDK. */
    private interface Model {
        NetworkChannel open() throws IOException;
    }

    private static Set<SocketOption<?>> of(Model model) {
        try (NetworkChannel channel = model.open()) {
            return channel.supportedOptions().stream()
                    .filter(option -> KernelOption.named(option.name()) != null)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
