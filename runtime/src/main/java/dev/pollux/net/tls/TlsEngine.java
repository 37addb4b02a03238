package dev.pollux.net.tls;

import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.ByteQueue;
import dev.pollux.runtime.io.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Pumps bytes between a stream and an engine of the JDK, one direction at a time. */
final class TlsEngine {

    /*
     * Two directions
     * --------------
     * Inwards, here: the stream is read into `received`, and unwrapped into the caller's buffer if a whole record fits there, or else
     * into `plain`, from where later reads take it. Both are empty while nothing is under way, and then hold no memory. Outwards:
     * see Outlet. The JDK allows an engine to wrap and to unwrap at the same time.
     *
     * The handshake is both reader and writer. Afterwards the reader may find that the engine wants to answer (a change of keys, an
     * alert). It leaves that to the writer: the engine puts the answer before the next record, and the protocol asks for no more. A
     * peer that wants to begin a new handshake, as TLS 1.2 allows, would need an answer at once, and is refused.
     */

    private final AsyncReadWrite stream;
    private final SSLEngine engine;
    private final Outlet outlet;
    private final ByteQueue received = new ByteQueue(Scratch.RECORDS);
    private final ByteQueue plain = new ByteQueue(Scratch.RECORDS);
    private boolean ended; // the peer said farewell; of the reader

    TlsEngine(AsyncReadWrite stream, SSLEngine engine) {
        this.stream = stream;
        this.engine = engine;
        this.outlet = new Outlet(stream, engine);
    }

    AsyncReadWrite stream() {
        return stream;
    }

    Outlet outlet() {
        return outlet;
    }

    SSLEngine engine() {
        return engine;
    }

    // ---------------------------------------------------------------- the handshake

    void begin() throws SSLException {
        engine.beginHandshake();
    }

    /** Goes on with the handshake. Returns whether it is done; otherwise the poll is pending. */
    boolean pollHandshake(Object owner, Context cx) throws IOException {
        try {
            while (outlet.pollHandshake(cx)) {
                HandshakeStatus status = engine.getHandshakeStatus();
                if (status == HandshakeStatus.NOT_HANDSHAKING) {
                    return true;
                }
                if (!step(status, owner, cx)) {
                    return false;
                }
            }
            return false;
        } catch (SSLException e) {
            sayWhy();
            throw e;
        } finally {
            received.settle();
            plain.settle();
        }
    }

    /** Does what the engine needs next. Returns false if that is pending. */
    private boolean step(HandshakeStatus status, Object owner, Context cx) throws IOException {
        switch (status) {
            case NEED_TASK -> runTasks();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                return unwrapHandshake() || pollReceive(owner, cx, TlsTruncatedException::inHandshake);
            }
            default -> {} // to wrap comes next
        }
        return true;
    }

    /** Runs what the engine would rather not run inside of wrap and unwrap: signatures and key exchanges, about a millisecond. */
    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Unwraps a record of the handshake. Returns false if more must be received for it. */
    private boolean unwrapHandshake() throws IOException {
        ByteBuffer source = received.content();
        int before = source.remaining();
        ByteBuffer target = plain.room(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(source, target);
        plain.filled(result.bytesProduced()); // the first data may come with the last of the handshake
        received.skip(before - source.remaining());
        if (result.getStatus() == Status.CLOSED) {
            throw new SSLException("the peer ended the connection in the middle of the handshake");
        }
        return result.getStatus() != Status.BUFFER_UNDERFLOW;
    }

    /** Reads from the stream. Returns false if that is pending. */
    private boolean pollReceive(Object reader, Context cx, Supplier<TlsTruncatedException> cut) throws IOException {
        int count =
                stream.pollRead(reader, cx, received.room(engine.getSession().getPacketBufferSize()));
        if (count == Transfer.END) {
            throw cut.get();
        }
        if (count == Transfer.PENDING) {
            return false;
        }
        received.filled(count);
        return true;
    }

    /** Tells the peer what was wrong, as far as that goes without waiting. */
    private void sayWhy() {
        try {
            outlet.pollHandshake(Context.of(Waker.noop()));
        } catch (IOException e) {
            // the failure to tell is the one that came before
        }
    }

    // ---------------------------------------------------------------- inwards

    int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        try {
            return read(reader, cx, target);
        } finally {
            received.settle();
            plain.settle();
        }
    }

    private int read(Object reader, Context cx, ByteBuffer target) throws IOException {
        while (true) {
            if (plain.size() > 0 || !target.hasRemaining()) {
                return plain.drainTo(target);
            }
            if (ended) {
                return Transfer.END;
            }
            int count = unwrap(target);
            if (count > 0) {
                return count;
            }
            if (count < 0 && !ended && !pollReceive(reader, cx, TlsTruncatedException::afterHandshake)) {
                outlet.help(cx);
                return Transfer.PENDING;
            }
            if (count == 0 && !cx.consume()) {
                return Transfer.PENDING; // a peer that sends empty records would keep this thread for ever
            }
        }
    }

    /** Unwraps a record. Returns how many bytes went straight to the target, or -1 if more must be received. */
    private int unwrap(ByteBuffer target) throws SSLException {
        ByteBuffer source = received.content();
        int before = source.remaining();
        if (before == 0) {
            return -1;
        }
        int most = engine.getSession().getApplicationBufferSize();
        boolean direct = target.remaining() >= most;
        SSLEngineResult result = engine.unwrap(source, direct ? target : plain.room(most));
        received.skip(before - source.remaining());
        if (!direct) {
            plain.filled(result.bytesProduced());
        }
        switch (result.getStatus()) {
            case CLOSED -> ended = true;
            case BUFFER_UNDERFLOW -> {
                return -1;
            }
            default -> refuseRenegotiation();
        }
        return direct ? result.bytesProduced() : 0;
    }

    private void refuseRenegotiation() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_UNWRAP) {
            throw renegotiation();
        }
    }

    static SSLException renegotiation() {
        return new SSLException("the peer wants to begin another handshake, which is not supported");
    }
}
