package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.codec.Codec;
import dev.pollux.io.codec.FrameBuffer;
import dev.pollux.io.codec.FrameTooLargeException;
import dev.pollux.stream.Duplex;
import dev.pollux.stream.Sink;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a UDP socket: a stream of those that come, each with its sender, and a sink for those that go. One task may receive
 * while another sends, with the halves of {@link dev.pollux.stream.Streams#split}; and one socket may have several of these, as long as
 * one at a time receives, and one sends.
 *
 * <pre>{@code
 * var messages = UdpFramed.of(socket, LinesCodec::new);
 * for (var message = messages.next().await(); message != null; message = messages.next().await()) {
 *     messages.send(new Addressed<>("got " + message.message(), message.address())).await();
 * }
 * }</pre>
 *
 * <p>Every datagram is decoded and encoded by a codec of its own, so that none suffers from another. One may hold several messages. One
 * that does not decode fails the {@code next} in its turn, with the failure of the decoder or an {@link java.io.EOFException} if it ends
 * too early; the stream goes on with the next datagram. It ends when the socket is closed, after failing with a {@link
 * java.nio.channels.ClosedChannelException}.
 *
 * <p>Each message that is sent is one datagram. One that does not fit into a datagram fails its send with a {@link
 * FrameTooLargeException}; one that the system refuses fails its flush, and is gone. The sink keeps one message until it is flushed, or
 * the next one is sent. Closing it flushes; whoever opened the socket closes it.
 *
 * @param <I> the type of the messages that go in to be sent
 * @param <O> the type of the messages that come out
 * @cancel Safe: to drop a {@link #next} loses nothing.
 * @cost A codec, a few small objects and a copy of the bytes for each datagram. Without one, no buffer is held.
 * @origin tokio_util::udp::UdpFramed (0.7). Differs: a codec per datagram, and too large a message is told from other failures.
 */
public final class UdpFramed<I, O> implements Duplex<Addressed<I>, Addressed<O>> {

    /** The most bytes that a datagram has beside its heads. */
    private static final int LARGEST_BY_IPV4 = 65_507;

    private static final int LARGEST_BY_IPV6 = 65_527;

    private final UdpSocket socket;
    private final Supplier<? extends Codec<? super I, ? extends O>> codecs;
    private final DatagramFrames<O> incoming;
    private final FrameBuffer bytes = new FrameBuffer();
    private @Nullable InetSocketAddress target; // of the bytes, if they wait

    private UdpFramed(UdpSocket socket, Supplier<? extends Codec<? super I, ? extends O>> codecs) {
        this.socket = socket;
        this.codecs = codecs;
        this.incoming = new DatagramFrames<>(socket, codecs);
    }

    /**
     * Puts a codec on a socket.
     *
     * @param socket not closed by the messages
     * @param codecs makes a codec, which knows what messages look like, for each datagram; {@code () -> codec} to use one again and again
     * @param <I> the type of the messages that are sent
     * @param <O> the type of the messages that are received
     * @return the messages
     */
    public static <I, O> UdpFramed<I, O> of(
            UdpSocket socket, Supplier<? extends Codec<? super I, ? extends O>> codecs) {
        return new UdpFramed<>(Objects.requireNonNull(socket, "socket"), Objects.requireNonNull(codecs, "codecs"));
    }

    // ---------------------------------------------------------------- receiving

    @Override
    public Poll<@Nullable Addressed<O>> pollNext(Context cx) throws Exception {
        return incoming.pollNext(cx);
    }

    @Override
    public @Nullable Object pollNextRaw(Context cx) throws Exception {
        return incoming.pollNextRaw(cx);
    }

    @Override
    public boolean isTerminated() {
        return incoming.isTerminated();
    }

    // ---------------------------------------------------------------- sending

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws IOException {
        return pollFlush(cx);
    }

    @Override
    public void startSend(Addressed<I> message) throws IOException {
        if (target != null) {
            throw new IllegalStateException("a message was sent before pollReady was ready");
        }
        try {
            codecs.get().encode(message.message(), bytes);
            requireFits(bytes.size(), message.address());
            target = message.address();
        } finally {
            if (target == null) {
                bytes.clear();
            }
        }
    }

    private static void requireFits(int size, InetSocketAddress to) throws FrameTooLargeException {
        int limit = to.getAddress() instanceof Inet6Address ? LARGEST_BY_IPV6 : LARGEST_BY_IPV4;
        if (size > limit) {
            throw new FrameTooLargeException("a datagram of " + size + " bytes cannot be sent to " + to, limit);
        }
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws IOException {
        if (target == null) {
            return Sink.DONE;
        }
        boolean waits = false;
        try {
            ByteBuffer content = bytes.content();
            waits = !socket.pollSend(this, cx, content, target);
        } finally {
            if (!waits) {
                forget();
            }
        }
        return waits ? Poll.pending() : Sink.DONE;
    }

    private void forget() {
        target = null;
        bytes.clear();
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws IOException {
        return pollFlush(cx);
    }

    @Override
    public void drop() {
        forget();
        socket.cancel(this);
        incoming.drop();
    }

    @Override
    public String toString() {
        return incoming.toString();
    }
}
