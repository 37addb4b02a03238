package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.Claim;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket.
 *
 * <p>One task at a time receives and one at a time sends; they may be two. A second receive that would have to wait while one is
 * pending fails with an {@link IllegalStateException}, and so does a second send. The {@code try} forms never wait and may always be
 * called by the one who receives, or sends. To peek and to wait for readability count as receives.
 *
 * <p>{@link #close} may be called by any thread at any time, and more than once. Pending operations then fail with a {@link
 * java.nio.channels.ClosedChannelException}.
 */
public final class UdpSocket implements Closeable {

    private final IoDriver.DatagramSocket socket;
    private final DatagramInput input;
    private final UdpOptions options;
    private final Claim sending = new Claim();

    UdpSocket(IoDriver.DatagramSocket socket) {
        this.socket = socket;
        this.input = new DatagramInput(socket);
        this.options = new UdpOptions(socket);
    }

    /**
     * Opens a socket.
     *
     * @param address {@code host:port} of this machine, with an IPv6 address in brackets; port 0 picks a free one
     * @return a future of the socket, which belongs to the runtime that polls it. It fails with a {@link java.net.BindException} if the
     *     address cannot be bound, and with an {@link java.net.UnknownHostException} if the host has none
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: nothing is bound before the poll that returns the socket.
     * @origin tokio::net::UdpSocket::bind (1.53).
     */
    @CancelSafe
    public static Future<UdpSocket> bind(String address) {
        HostAndPort host = HostAndPort.parse(address);
        return new UdpBind(host.toString(), new LookUp(host));
    }

    /**
     * Opens a socket.
     *
     * @param address of this machine; port 0 picks a free one
     * @return as for {@link #bind(String)}
     * @cancel Safe: nothing is bound before the poll that returns the socket.
     */
    @CancelSafe
    public static Future<UdpSocket> bind(InetSocketAddress address) {
        return new UdpBind(address.toString(), LookUp.of(address));
    }

    // ---------------------------------------------------------------- one peer

    /**
     * Sends to and receives from one peer alone, from now on; the peer is told nothing. What other peers sent before may still be received.
     *
     * @param address {@code host:port}, with an IPv6 address in brackets
     * @return a future that is ready once this is so
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: without the poll that returns, nothing is changed.
     */
    @CancelSafe
    public Future<@Nullable Void> connect(String address) {
        LookUp lookUp = new LookUp(HostAndPort.parse(address));
        return lookUp.map(found -> {
            connectToFirst(found);
            return null;
        });
    }

    /**
     * Sends to and receives from one peer alone, from now on.
     *
     * @param address resolved
     * @throws IOException if the system refuses, or the socket is closed
     */
    public void connect(InetSocketAddress address) throws IOException {
        socket.connect(address);
    }

    private void connectToFirst(List<InetSocketAddress> found) throws IOException {
        IOException failure = null;
        for (InetSocketAddress address : found) {
            try {
                socket.connect(address);
                return;
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw Objects.requireNonNull(failure, "a host has at least one address");
    }

    /**
     * Sends to and receives from anybody again.
     *
     * @throws IOException if the system refuses, or the socket is closed
     */
    public void disconnect() throws IOException {
        socket.disconnect();
    }

    // ---------------------------------------------------------------- receiving

    /**
     * Receives a datagram, waiting for it if need be. What does not fit into the target is lost.
     *
     * @param target where to; its position moves on
     * @return a future of the number of bytes. Of a connected socket it fails with a {@link java.net.PortUnreachableException} if the peer
     *     said that nobody is there
     * @cancel Safe: what was not returned is still there for the next receive.
     * @cost One small object.
     * @origin tokio::net::UdpSocket::recv (1.53).
     */
    @CancelSafe
    public Future<Integer> receive(ByteBuffer target) {
        Objects.requireNonNull(target, "target");
        return new DatagramFuture<>(this, "receive", (who, cx) -> {
            Datagram received = input.pollReceive(who, cx, target);
            return received == null ? Poll.PENDING : (Object) received.length();
        });
    }

    /**
     * Receives a datagram and tells who sent it, waiting for it if need be. What does not fit into the target is lost.
     *
     * @param target where to; its position moves on
     * @return a future of the sender and the number of bytes; it fails as {@link #receive} does
     * @cancel Safe: what was not returned is still there for the next receive.
     * @cost Three small objects, of which the JDK makes one.
     * @origin tokio::net::UdpSocket::recv_from (1.53).
     */
    @CancelSafe
    public Future<Datagram> receiveFrom(ByteBuffer target) {
        Objects.requireNonNull(target, "target");
        return new DatagramFuture<>(this, "receiveFrom", (who, cx) -> orPending(input.pollReceive(who, cx, target)));
    }

    /**
     * Receives a datagram, without waiting.
     *
     * @param receiver on whose behalf, usually the calling future: tells a second one from a repeated poll
     * @param cx carries the waker to call when another poll is worth while
     * @param target as for {@link #receiveFrom}
     * @return what was received; {@code null} if the poll is pending
     * @throws IOException if receiving fails
     * @throws IllegalStateException if another receive is pending
     * @cancel Safe: a pending poll has received nothing. It must be repeated or given up by {@link #cancel}.
     * @wakeup Only the waker of the latest poll is called.
     */
    public @Nullable Datagram pollReceive(Object receiver, Context cx, ByteBuffer target) throws IOException {
        return input.pollReceive(receiver, cx, target);
    }

    /**
     * Receives a datagram if one is there, without a waker.
     *
     * @param target as for {@link #receiveFrom}
     * @return what was received; {@code null} if there is nothing
     * @throws IOException if receiving fails
     */
    public @Nullable Datagram tryReceive(ByteBuffer target) throws IOException {
        return input.tryReceive(target);
    }

    /**
     * Looks at the next datagram, waiting for it if need be, and leaves it there.
     *
     * @param target where to; its position moves on. Without room it tells the sender alone
     * @return a future of the sender and the number of bytes that are in the target
     * @cancel Safe: nothing is taken in any case.
     * @cost The datagram is kept in this socket until it is received: its size in memory. Java has no system call
     *     for this.
     * @origin tokio::net::UdpSocket::peek_from and peek_sender (1.53).
     */
    @CancelSafe
    public Future<Datagram> peekFrom(ByteBuffer target) {
        Objects.requireNonNull(target, "target");
        return new DatagramFuture<>(this, "peekFrom", (who, cx) -> orPending(input.pollPeek(who, cx, target)));
    }

    /**
     * Looks at the next datagram, without waiting.
     *
     * @param receiver as for {@link #pollReceive}
     * @param cx as for {@link #pollReceive}
     * @param target as for {@link #peekFrom}
     * @return what is there; {@code null} if the poll is pending
     * @throws IOException if receiving fails
     * @cancel Safe: nothing is taken in any case. A pending poll must be repeated or given up by {@link #cancel}.
     * @wakeup Only the waker of the latest poll is called.
     */
    public @Nullable Datagram pollPeek(Object receiver, Context cx, ByteBuffer target) throws IOException {
        return input.pollPeek(receiver, cx, target);
    }

    /**
     * Looks at the next datagram if one is there, without a waker.
     *
     * @param target as for {@link #peekFrom}
     * @return what is there; {@code null} if there is nothing
     * @throws IOException if receiving fails
     */
    public @Nullable Datagram tryPeek(ByteBuffer target) throws IOException {
        return input.tryPeek(target);
    }

    /**
     * Waits until a receive is worth a try. It may still find nothing.
     *
     * @return a future that is ready then
     * @cancel Safe: readiness is not used up.
     */
    @CancelSafe
    public Future<@Nullable Void> readable() {
        return new DatagramFuture<>(this, "readable", (who, cx) -> input.pollReadable(who, cx) ? null : Poll.PENDING);
    }

    private static Object orPending(@Nullable Datagram datagram) {
        return datagram == null ? Poll.PENDING : datagram;
    }

    // ---------------------------------------------------------------- sending

    /**
     * Sends a datagram to the peer of a connected socket, waiting for room if need be.
     *
     * @param source its bytes, up to the limit; may be empty
     * @return a future that is ready once the system has it. It fails with a {@link java.net.PortUnreachableException} if the peer has said
     *     of an earlier one that nobody is there
     * @cancel Safe: sent as a whole or not at all, and the position of the source says which.
     * @cost One small object.
     * @origin tokio::net::UdpSocket::send (1.53).
     */
    @CancelSafe
    public Future<@Nullable Void> send(ByteBuffer source) {
        Objects.requireNonNull(source, "source");
        return new DatagramFuture<>(this, "send", (who, cx) -> pollSend(who, cx, source, null) ? null : Poll.PENDING);
    }

    /**
     * Sends a datagram, waiting for room if need be.
     *
     * @param source its bytes, up to the limit; may be empty
     * @param target where to; resolved
     * @return as for {@link #send}
     * @cancel Safe: sent as a whole or not at all, and the position of the source says which.
     * @cost One small object.
     * @origin tokio::net::UdpSocket::send_to (1.53).
     */
    @CancelSafe
    public Future<@Nullable Void> sendTo(ByteBuffer source, InetSocketAddress target) {
        Objects.requireNonNull(source, "source");
        requireResolved(target);
        return new DatagramFuture<>(
                this, "sendTo", (who, cx) -> pollSend(who, cx, source, target) ? null : Poll.PENDING);
    }

    /**
     * Sends a datagram, without waiting.
     *
     * @param sender on whose behalf, usually the calling future: tells a second one from a repeated poll
     * @param cx carries the waker to call when another poll is worth while
     * @param source its bytes, up to the limit; may be empty
     * @param target where to; {@code null} for the peer of a connected socket
     * @return whether it was sent; otherwise the poll is pending
     * @throws IOException if sending fails
     * @throws IllegalStateException if another send is pending
     * @cancel Safe: a pending poll has sent nothing. It must be repeated or given up by {@link #cancel}.
     * @wakeup Only the waker of the latest poll is called.
     */
    public boolean pollSend(Object sender, Context cx, ByteBuffer source, @Nullable InetSocketAddress target)
            throws IOException {
        do {
            if (socket.trySend(source, target)) {
                sending.release(sender);
                return true;
            }
        } while (isSendReady(sender, cx));
        return false;
    }

    private boolean isSendReady(Object sender, Context cx) {
        sending.take(sender, "a send", "this socket");
        return socket.pollReady(Interest.WRITE, cx.waker());
    }

    /**
     * Sends a datagram to the peer of a connected socket if there is room, without a waker.
     *
     * @param source its bytes, up to the limit; may be empty
     * @return whether it was sent
     * @throws IOException if sending fails
     */
    public boolean trySend(ByteBuffer source) throws IOException {
        return socket.trySend(source, null);
    }

    /**
     * Sends a datagram if there is room, without a waker.
     *
     * @param source its bytes, up to the limit; may be empty
     * @param target where to; resolved
     * @return whether it was sent
     * @throws IOException if sending fails
     */
    public boolean trySendTo(ByteBuffer source, InetSocketAddress target) throws IOException {
        requireResolved(target);
        return socket.trySend(source, target);
    }

    static void requireResolved(InetSocketAddress target) {
        if (target.isUnresolved()) {
            throw new IllegalArgumentException("the address must be resolved; Net.lookupHost does that: " + target);
        }
    }

    /**
     * Waits until a send is worth a try. It may still find no room.
     *
     * @return a future that is ready then
     * @cancel Safe: readiness is not used up.
     */
    @CancelSafe
    public Future<@Nullable Void> writable() {
        return new DatagramFuture<>(this, "writable", (who, cx) -> {
            boolean ready = isSendReady(who, cx);
            if (ready) {
                sending.release(who);
            }
            return ready ? null : Poll.PENDING;
        });
    }

    /**
     * Gives up the pending polls of somebody, and forgets the wakers. Harmless if none is pending.
     *
     * @param who as given to {@link #pollReceive}, {@link #pollPeek} or {@link #pollSend}
     */
    public void cancel(Object who) {
        input.cancel(who);
        if (sending.release(who)) {
            socket.clearWaker(Interest.WRITE);
        }
    }

    // ---------------------------------------------------------------- the socket

    /**
     * Returns where this socket is.
     *
     * @return the local address, with the port that was picked
     * @throws IOException if the socket is closed
     */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }

    /**
     * Returns the one peer.
     *
     * @return its address; {@code null} if this socket is not connected
     * @throws IOException if the socket is closed
     */
    public @Nullable InetSocketAddress peerAddress() throws IOException {
        return (InetSocketAddress) socket.remoteAddress();
    }

    /**
     * Returns the options of this socket.
     *
     * @return reads and sets them
     */
    public UdpOptions options() {
        return options;
    }

    /**
     * Joins a multicast group: from now on what is sent to the group and to this socket's port is received, too.
     *
     * @param group the group
     * @param by the interface to join on
     * @return leaves the group when closed
     * @throws IllegalArgumentException if {@code group} is not the address of a group
     * @throws IOException if the system refuses, or the socket is closed
     */
    public Closeable joinMulticast(InetAddress group, NetworkInterface by) throws IOException {
        return socket.join(group, by, null);
    }

    /**
     * Joins a multicast group for what one source sends to it.
     *
     * @param group the group
     * @param by the interface to join on
     * @param source the source
     * @return leaves the group when closed
     * @throws IllegalArgumentException if {@code group} is not the address of a group
     * @throws UnsupportedOperationException if the system does not filter by source
     * @throws IOException if the system refuses, or the socket is closed
     */
    public Closeable joinMulticast(InetAddress group, NetworkInterface by, InetAddress source) throws IOException {
        return socket.join(group, by, Objects.requireNonNull(source, "source"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        try {
            return "UdpSocket[" + socket.localAddress() + "]";
        } catch (IOException e) {
            return "UdpSocket[closed]";
        }
    }
}
