package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.DatagramSocket;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import dev.pollux.runtime.spi.IoDriver.Watched;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every driver must hold about datagrams, Unix sockets, channels of others, options, and several buffers at once. */
@Timeout(60)
public abstract class SocketKindsContract extends DriverContract {

    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final AtomicInteger wakes = new AtomicInteger();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer filled) {
        return StandardCharsets.UTF_8.decode(filled.flip()).toString();
    }

    private DatagramSocket bound() throws IOException {
        DatagramSocket socket = driver.openDatagram(StandardProtocolFamily.INET);
        socket.bind(ANY);
        return socket;
    }

    @Test
    void datagram_wakesWhoeverWaitsForIt() throws IOException {
        DatagramSocket sender = bound();
        DatagramSocket receiver = bound();
        ByteBuffer target = ByteBuffer.allocate(8);
        assertThat(receiver.tryReceive(target)).isNull();
        assertThat(receiver.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();

        assertThat(sender.trySend(bytes("hello"), receiver.localAddress())).isTrue();
        pollUntil(wakes, 1);

        assertThat(receiver.tryReceive(target)).isEqualTo(sender.localAddress());
        assertThat(text(target)).isEqualTo("hello");
    }

    @Test
    void connectedDatagrams_comeFromThePeerAlone() throws IOException {
        DatagramSocket first = bound();
        DatagramSocket second = bound();
        DatagramSocket stranger = bound();
        first.connect(second.localAddress());
        second.connect(first.localAddress());
        assertThat(first.remoteAddress()).isEqualTo(second.localAddress());

        stranger.trySend(bytes("spam"), second.localAddress());
        first.trySend(bytes("ham"), null);

        ByteBuffer target = ByteBuffer.allocate(8);
        assertThat(second.tryReceive(target)).isEqualTo(first.localAddress());
        assertThat(text(target)).isEqualTo("ham");
        second.disconnect();
        assertThat(second.remoteAddress()).isNull();
    }

    @Test
    void emptyDatagram_isSentAndReceived() throws IOException {
        DatagramSocket sender = bound();
        DatagramSocket receiver = bound();

        assertThat(sender.trySend(ByteBuffer.allocate(0), receiver.localAddress()))
                .isTrue();

        assertThat(receiver.tryReceive(ByteBuffer.allocate(8))).isEqualTo(sender.localAddress());
    }

    @Test
    void unixSocket_connectsAndTransfers(@TempDir Path directory) throws IOException {
        SocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        ServerSocket listener = driver.openServer(StandardProtocolFamily.UNIX);
        listener.listen(address, 1);
        StreamSocket client = driver.openStream(StandardProtocolFamily.UNIX);

        assertThat(client.connect(address)).isTrue();
        StreamSocket server = listener.tryAccept();

        client.tryWrite(bytes("hello"));
        ByteBuffer target = ByteBuffer.allocate(8);
        assertThat(server.tryRead(target)).isEqualTo(5);
        assertThat(client.remoteAddress()).isEqualTo(address);
    }

    @Test
    void unixSocket_knowsWhoIsAtTheOtherEnd(@TempDir Path directory) throws IOException {
        SocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        ServerSocket listener = driver.openServer(StandardProtocolFamily.UNIX);
        listener.listen(address, 1);
        StreamSocket client = driver.openStream(StandardProtocolFamily.UNIX);
        assertThatThrownBy(() -> client.getOption(ExtendedSocketOptions.SO_PEERCRED))
                .isInstanceOf(SocketException.class);
        client.connect(address);
        PosixFileAttributes mine = Files.readAttributes(directory, PosixFileAttributes.class);

        for (StreamSocket end : List.of(client, listener.tryAccept())) {
            UnixDomainPrincipal peer = end.getOption(ExtendedSocketOptions.SO_PEERCRED);

            assertThat(end.supportedOptions()).contains(ExtendedSocketOptions.SO_PEERCRED);
            assertThat(peer).isEqualTo(new UnixDomainPrincipal(mine.owner(), mine.group()));
            assertThat(peer.user().getName()).isEqualTo(mine.owner().getName());
            assertThat(peer.group().getName()).isEqualTo(mine.group().getName());
            assertThatThrownBy(() -> end.setOption(ExtendedSocketOptions.SO_PEERCRED, peer))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("cannot be set");
        }
    }

    @Test
    void severalBuffers_areWrittenInOrder() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        StreamSocket client = Opened.connected(driver, listener.localAddress());
        StreamSocket server = listener.tryAccept();
        ByteBuffer[] sources = {ByteBuffer.allocate(0), bytes("he"), bytes("llo"), ByteBuffer.allocateDirect(0)};

        assertThat(server.tryWrite(sources)).isEqualTo(5);

        ByteBuffer target = ByteBuffer.allocate(8);
        assertThat(client.tryRead(target)).isEqualTo(5);
        assertThat(text(target)).isEqualTo("hello");
    }

    @Test
    void severalBuffers_thatDoNotFit_areWrittenInPart() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        StreamSocket client = Opened.connected(driver, listener.localAddress());
        ByteBuffer[] sources = {ByteBuffer.allocate(1 << 15), ByteBuffer.allocate(1 << 15), ByteBuffer.allocate(1 << 25)
        };

        long written = 0;
        long count = client.tryWrite(sources);
        while (count > 0) {
            written += count;
            count = client.tryWrite(sources);
        }

        assertThat(written).isPositive().isLessThan(1 << 25);
        assertThat(client.pollReady(Interest.WRITE, Waker.noop())).isFalse();
        assertThat(sources[2].remaining()).isEqualTo((1 << 25) + (1 << 16) - written);
    }

    @Test
    void options_areSetAndRead() throws IOException {
        StreamSocket socket = driver.openStream(StandardProtocolFamily.INET);

        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);

        assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        assertThat(socket.supportedOptions()).contains(StandardSocketOptions.TCP_NODELAY);
        assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void keepAliveOptions_areSetAndRead_alsoOfAConnection() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        StreamSocket client = driver.openStream(StandardProtocolFamily.INET);
        setKeepAlive(client, 30, 5, 3);
        client.connect(listener.localAddress());
        finish(client);

        assertKeepAlive(client, 30, 5, 3);
        setKeepAlive(client, 60, 10, 6);
        assertKeepAlive(client, 60, 10, 6);
        assertThatThrownBy(() -> client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 0))
                .isInstanceOfAny(IllegalArgumentException.class, SocketException.class); // whoever checks it first
    }

    private static void setKeepAlive(StreamSocket socket, int idle, int interval, int count) throws IOException {
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, idle);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, count);
    }

    private static void assertKeepAlive(StreamSocket socket, int idle, int interval, int count) throws IOException {
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(idle);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(interval);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(count);
    }

    @Test
    void addressOfAnotherFamily_isRefused() throws IOException {
        StreamSocket socket = driver.openStream(StandardProtocolFamily.INET);

        assertThatThrownBy(() -> socket.connect(UnixDomainSocketAddress.of("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another family");
    }

    @Test
    void watchedChannel_tellsWhenItIsReadable() throws IOException {
        Pipe pipe = Pipe.open();
        Watched source = driver.watch(pipe.source());
        ByteBuffer target = ByteBuffer.allocate(8);
        int seen = source.readiness(Interest.READ);
        assertThat(pipe.source().read(target)).isZero();
        source.clearReady(Interest.READ, seen);
        assertThat(source.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();

        pipe.sink().write(bytes("hello"));
        pollUntil(wakes, 1);

        assertThat(source.pollReady(Interest.READ, Waker.noop())).isTrue();
        source.clearReady(Interest.READ, seen); // an event came since
        assertThat(source.pollReady(Interest.READ, Waker.noop())).isTrue();
        pipe.sink().close();
    }

    @Test
    void multicast_reachesMembersAlone() throws IOException {
        InetAddress group = InetAddress.getByName("239.255.77.77");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        DatagramSocket receiver = driver.openDatagram(StandardProtocolFamily.INET);
        receiver.bind(new InetSocketAddress("0.0.0.0", 0));
        DatagramSocket sender = bound();
        sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
        sender.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        SocketAddress members = new InetSocketAddress(group, port(receiver));
        ByteBuffer target = ByteBuffer.allocate(8);

        Closeable membership = receiver.join(group, loopback, null);
        sender.trySend(bytes("one"), members);
        SocketAddress first = receiver.tryReceive(target);
        membership.close();
        membership.close();
        sender.trySend(bytes("two"), members);

        assertThat(sender.getOption(StandardSocketOptions.IP_MULTICAST_IF)).isEqualTo(loopback);
        assertThat(first).isEqualTo(sender.localAddress());
        assertThat(receiver.tryReceive(target)).isNull();
        assertThat(text(target)).isEqualTo("one");
    }

    @Test
    void multicast_ofOneSource_comesFromThereAlone() throws IOException {
        InetAddress group = InetAddress.getByName("232.255.77.77");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        DatagramSocket receiver = driver.openDatagram(StandardProtocolFamily.INET);
        receiver.bind(new InetSocketAddress("0.0.0.0", 0));
        DatagramSocket sender = bound();
        sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
        SocketAddress members = new InetSocketAddress(group, port(receiver));
        ByteBuffer target = ByteBuffer.allocate(8);

        Closeable others = receiver.join(group, loopback, InetAddress.getByName("127.0.0.9"));
        sender.trySend(bytes("spam"), members);
        SocketAddress unwanted = receiver.tryReceive(target);
        assertThat(receiver.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();
        others.close();
        Closeable wanted = receiver.join(group, loopback, InetAddress.getLoopbackAddress());
        sender.trySend(bytes("ham"), members);
        pollUntil(wakes, 1);
        assertThat(receiver.tryReceive(target)).isEqualTo(sender.localAddress());
        wanted.close();

        assertThat(unwanted).isNull();
        assertThat(text(target)).isEqualTo("ham");
    }

    @Test
    void join_ofSomethingElse_isRefused() throws IOException {
        DatagramSocket socket = bound();
        InetAddress loopback = InetAddress.getLoopbackAddress();

        assertThatThrownBy(() -> socket.join(loopback, NetworkInterface.getByInetAddress(loopback), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int port(DatagramSocket socket) throws IOException {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    @Test
    void socketsOfTheNewerFamily_talkToBoth() throws IOException {
        ServerSocket listener = driver.openServer(StandardProtocolFamily.INET6);
        listener.listen(new InetSocketAddress(six(0), 0), 4);
        int port = ((InetSocketAddress) listener.localAddress()).getPort();

        StreamSocket client = driver.openStream(StandardProtocolFamily.INET6);
        client.connect(new InetSocketAddress(six(1), port));
        finish(client);
        StreamSocket mapped = driver.openStream(StandardProtocolFamily.INET6);
        mapped.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        finish(mapped);

        assertThat(client.remoteAddress()).isEqualTo(new InetSocketAddress(six(1), port));
        assertThat(mapped.remoteAddress()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(listener.tryAccept().remoteAddress()).isEqualTo(client.localAddress());
        assertThat(listener.tryAccept().remoteAddress()).isEqualTo(mapped.localAddress());
    }

    /** ::1 or ::. */
    private static InetAddress six(int last) throws IOException {
        byte[] address = new byte[16];
        address[15] = (byte) last;
        return InetAddress.getByAddress(address);
    }

    private void finish(StreamSocket socket) throws IOException {
        while (!socket.finishConnect()) {
            AtomicInteger writable = new AtomicInteger();
            if (!socket.pollReady(Interest.WRITE, writable::incrementAndGet)) {
                pollUntil(writable, 1);
            }
        }
    }

    @Test
    void largeBuffers_ofBothKinds_arriveWhole() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        StreamSocket client = Opened.connected(driver, listener.localAddress());
        StreamSocket server = listener.tryAccept();
        ByteBuffer[] sources = {ByteBuffer.allocate(300_000), ByteBuffer.allocateDirect(300_000)};
        ByteBuffer[] targets = {ByteBuffer.allocateDirect(300_000), ByteBuffer.allocate(300_000)};

        for (int i = 0; i < sources.length; i++) {
            for (int at = 0; at < sources[i].capacity(); at++) {
                sources[i].put(at, (byte) (at * 31 + i));
            }
            while (targets[i].hasRemaining()) {
                if (sources[i].hasRemaining()) {
                    client.tryWrite(sources[i]);
                }
                if (server.tryRead(targets[i]) == 0) {
                    driver.poll(0);
                }
            }
            assertThat(targets[i].flip()).isEqualTo(sources[i].flip());
        }
    }
}
