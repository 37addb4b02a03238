package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.runtime.io.Claim;
import dev.pollux.runtime.io.Scratch;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a datagram socket receives, with at most one datagram that was looked at and not yet taken: the JDK cannot peek at a socket.
 *
 * <p>Fields are plain: they are the one receiver's.
 */
final class DatagramInput {

    /** A datagram that was looked at. */
    private record Ahead(InetSocketAddress from, ByteBuffer bytes) {}

    private final IoDriver.DatagramSocket socket;
    private final Claim turn = new Claim();
    private @Nullable Ahead ahead;

    DatagramInput(IoDriver.DatagramSocket socket) {
        this.socket = socket;
    }

    // ---------------------------------------------------------------- without waiting; null if there is nothing

    @Nullable Datagram tryReceive(ByteBuffer target) throws IOException {
        Ahead first = ahead;
        if (first != null) {
            ahead = null;
            return copy(first, target);
        }
        int before = target.position();
        InetSocketAddress from = (InetSocketAddress) socket.tryReceive(target);
        return from == null ? null : new Datagram(from, target.position() - before);
    }

    @Nullable Datagram tryPeek(ByteBuffer target) throws IOException {
        Ahead first = ahead == null ? lookAhead() : ahead;
        return first == null ? null : copy(first, target);
    }

    private @Nullable Ahead lookAhead() throws IOException {
        ByteBuffer buffer = Scratch.DATAGRAMS.borrow().clear();
        try {
            InetSocketAddress from = (InetSocketAddress) socket.tryReceive(buffer);
            if (from != null) {
                buffer.flip();
                ahead = new Ahead(
                        from,
                        ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
            }
            return ahead;
        } finally {
            Scratch.DATAGRAMS.giveBack(buffer);
        }
    }

    private static Datagram copy(Ahead datagram, ByteBuffer target) {
        int count = Math.min(datagram.bytes.remaining(), target.remaining());
        target.put(datagram.bytes.slice().limit(count));
        return new Datagram(datagram.from, count);
    }

    // ---------------------------------------------------------------- waiting

    @Nullable Datagram pollReceive(Object receiver, Context cx, ByteBuffer target) throws IOException {
        Datagram received;
        do {
            received = tryReceive(target);
        } while (received == null && isReady(receiver, cx));
        return served(receiver, received);
    }

    @Nullable Datagram pollPeek(Object receiver, Context cx, ByteBuffer target) throws IOException {
        Datagram seen;
        do {
            seen = tryPeek(target);
        } while (seen == null && isReady(receiver, cx));
        return served(receiver, seen);
    }

    boolean pollReadable(Object receiver, Context cx) {
        boolean ready = ahead != null || isReady(receiver, cx);
        if (ready) {
            turn.release(receiver);
        }
        return ready;
    }

    private boolean isReady(Object receiver, Context cx) {
        turn.take(receiver, "a receive", "this socket");
        return socket.pollReady(Interest.READ, cx.waker());
    }

    private @Nullable Datagram served(Object receiver, @Nullable Datagram datagram) {
        if (datagram != null) {
            turn.release(receiver);
        }
        return datagram;
    }

    void cancel(Object receiver) {
        if (turn.release(receiver)) {
            socket.clearWaker(Interest.READ);
        }
    }
}
