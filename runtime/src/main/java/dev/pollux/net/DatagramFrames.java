package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.io.AsyncIo;
import dev.pollux.io.codec.Decoder;
import dev.pollux.io.codec.FramedRead;
import dev.pollux.runtime.io.Scratch;
import dev.pollux.stream.GuardedStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of all datagrams that a socket receives: each datagram is a stream of bytes of its own. */
final class DatagramFrames<T> extends GuardedStream<Addressed<T>> implements Waiting {

    /** What a datagram holds that was not yielded yet. */
    private record Received<T>(FramedRead<T> messages, InetSocketAddress from) {}

    private final UdpSocket socket;
    private final Supplier<? extends Decoder<? extends T>> decoders;
    private @Nullable Received<T> current;
    private boolean closed;

    DatagramFrames(UdpSocket socket, Supplier<? extends Decoder<? extends T>> decoders) {
        this.socket = socket;
        this.decoders = decoders;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        while (!closed) {
            if (current == null) {
                current = cx.consume() ? receive(cx) : null;
            }
            Object message = current == null ? Poll.PENDING : next(current, cx);
            if (message != null) {
                return message;
            }
            current = null;
        }
        return null;
    }

    private @Nullable Received<T> receive(Context cx) throws IOException {
        ByteBuffer bytes = Scratch.DATAGRAMS.borrow().clear();
        try {
            Datagram datagram = socket.pollReceive(this, cx, bytes);
            return datagram == null ? null : new Received<>(decoded(bytes.flip()), datagram.from());
        } catch (ClosedChannelException e) {
            closed = true; // told once; there is no end of it otherwise
            throw e;
        } finally {
            Scratch.DATAGRAMS.giveBack(bytes);
        }
    }

    private FramedRead<T> decoded(ByteBuffer bytes) {
        return new FramedRead<>(AsyncIo.empty(), decoders.get(), bytes);
    }

    /** Returns a message, {@code null} if there are no more in the datagram, or {@link Poll#PENDING}. */
    @SuppressWarnings("unchecked") // what is neither pending nor the end is a message
    private static <T> @Nullable Object next(Received<T> datagram, Context cx) throws Exception {
        Object raw = datagram.messages.pollNextRaw(cx);
        return raw == null || raw == Poll.PENDING ? raw : new Addressed<>((T) raw, datagram.from);
    }

    @Override
    public Resource waitingFor() {
        return Resource.OUTSIDE;
    }

    @Override
    protected @Nullable Throwable release() {
        socket.cancel(this);
        current = null;
        return null;
    }

    @Override
    public String toString() {
        return "messages of " + socket;
    }
}
