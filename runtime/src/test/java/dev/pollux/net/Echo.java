package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Servers and clients written as state machines by hand. */
final class Echo {

    private Echo() {}

    /** Accepts connections and echoes each, until the listener is closed. */
    static final class Server extends LeafFuture<Void> {

        private final TcpListener listener;
        private Future<TcpStream> accept;

        Server(TcpListener listener) {
            this.listener = listener;
            this.accept = listener.accept();
        }

        @Override
        protected Object advance(Context cx) throws Exception {
            while (true) {
                Object accepted = accept.pollRaw(cx);
                if (accepted == Poll.PENDING) {
                    return Poll.PENDING;
                }
                RuntimeContext.current().spawnDetached(new Connection((TcpStream) accepted));
                accept = listener.accept();
            }
        }

        @Override
        protected void release() {
            accept.drop();
        }
    }

    /** Sends back what it receives, until the peer ends the stream. */
    static final class Connection extends LeafFuture<Void> {

        private final SocketStream stream;
        private final ByteBuffer buffer = ByteBuffer.allocate(256);

        Connection(SocketStream stream) {
            this.stream = stream;
        }

        @Override
        protected Object advance(Context cx) throws IOException {
            while (true) {
                if (buffer.position() > 0) {
                    if (stream.pollWrite(this, cx, buffer.flip()) == Transfer.PENDING) {
                        buffer.compact();
                        return Poll.PENDING;
                    }
                    buffer.compact();
                    continue;
                }
                int count = stream.pollRead(this, cx, buffer);
                if (count == Transfer.PENDING) {
                    return Poll.PENDING;
                }
                if (count == Transfer.END) {
                    stream.close();
                    return null;
                }
            }
        }

        @Override
        protected void release() {
            stream.cancelRead(this);
            stream.cancelWrite(this);
        }
    }

    /** Sends a small message and waits for its echo, a number of times. */
    static final class PingPong extends LeafFuture<Integer> {

        private static final int LENGTH = 64;

        private final TcpStream stream;
        private final int rounds;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);
        private boolean receiving;
        private int done;

        PingPong(TcpStream stream, int rounds) {
            this.stream = stream;
            this.rounds = rounds;
        }

        @Override
        protected Object advance(Context cx) throws IOException {
            while (done < rounds) {
                int count = receiving ? stream.pollRead(this, cx, buffer) : stream.pollWrite(this, cx, buffer);
                if (count == Transfer.PENDING) {
                    return Poll.PENDING;
                }
                if (count == Transfer.END) {
                    throw new IOException("the server hung up");
                }
                if (!buffer.hasRemaining()) {
                    buffer.clear();
                    done += receiving ? 1 : 0;
                    receiving = !receiving;
                }
            }
            return done;
        }

        @Override
        protected void release() {
            stream.cancelRead(this);
            stream.cancelWrite(this);
        }
    }
}
