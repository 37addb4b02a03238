package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sockets of all kinds share: addresses and options.
 *
 * @param <C> the channel of the JDK
 */
abstract class NioSocket<C extends SelectableChannel & NetworkChannel> extends NioSource implements IoDriver.Socket {

    final C channel;

    /** As for {@link NioSource}. */
    NioSocket(NioDriver driver, C channel, int inputOps, int outputOps) throws IOException {
        super(driver, channel, inputOps, outputOps);
        this.channel = channel;
    }

    /** Something that the JDK does with an address. */
    interface Step {
        void run() throws IOException;
    }

    /** Turns the unchecked exceptions for addresses that cannot be used into checked ones. */
    static void using(SocketAddress address, Step step) throws IOException {
        try {
            step.run();
        } catch (UnresolvedAddressException e) {
            throw new IOException("unresolved address: " + address, e);
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException("an address of another family than the socket's: " + address, e);
        }
    }

    /** Turns the answer of an unbound or unconnected channel into a failure. */
    static SocketAddress boundTo(@Nullable SocketAddress address) throws IOException {
        if (address == null) {
            throw new ClosedChannelException();
        }
        return address;
    }

    @Override
    public final SocketAddress localAddress() throws IOException {
        return boundTo(channel.getLocalAddress());
    }

    @Override
    public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
    }

    @Override
    public final <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        return channel.getOption(option);
    }

    @Override
    public final Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }
}
