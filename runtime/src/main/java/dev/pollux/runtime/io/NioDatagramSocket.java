package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A socket for datagrams. */
final class NioDatagramSocket extends NioSocket<DatagramChannel> implements IoDriver.DatagramSocket {

    NioDatagramSocket(NioDriver driver, DatagramChannel channel) throws IOException {
        super(driver, channel, SelectionKey.OP_READ, SelectionKey.OP_WRITE);
    }

    @Override
    public void bind(SocketAddress address) throws IOException {
        using(address, () -> channel.bind(address));
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
        if (channel.isConnected()) {
            channel.disconnect(); // the JDK refuses to change the peer otherwise
        }
        using(address, () -> channel.connect(address));
    }

    @Override
    public void disconnect() throws IOException {
        channel.disconnect();
    }

    @Override
    public @Nullable SocketAddress remoteAddress() throws IOException {
        return channel.getRemoteAddress();
    }

    @Override
    public @Nullable SocketAddress tryReceive(ByteBuffer target) throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return null;
        }
        try {
            SocketAddress sender = channel.receive(target);
            if (sender == null) {
                input.clear(seen);
            }
            return sender;
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
        }
    }

    @Override
    public boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return false;
        }
        int length = source.remaining();
        try {
            int count = target == null ? channel.write(source) : channel.send(source, target);
            if (count == 0 && length > 0) {
                output.clear(seen);
                return false;
            }
            return true;
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
        }
    }

    @Override
    public Closeable join(InetAddress group, NetworkInterface by, @Nullable InetAddress source) throws IOException {
        MembershipKey membership = source == null ? channel.join(group, by) : channel.join(group, by, source);
        return membership::drop;
    }
}
