package dev.pollux.net.tls;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.io.AsyncWrite;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.ByteQueue;
import dev.pollux.runtime.io.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Seals records, and writes them to the stream underneath, which sees this as its only writer. */
final class Outlet {

    /*
     * Why the reader helps
     * --------------------
     * What was sealed must go out, and whoever wrote it may not come back: all his bytes are handed over, and now he waits for the
     * answer. So a reader that has to wait first writes what the writer left behind.
     *
     *     field         read by                changed by
     *     sealed        who has the turn       who has the turn
     *     owing         anybody                who has the turn: something in `sealed` is not on its way
     *     writerWaits   anybody                the writer
     *
     *      turn:  FREE ──enter──► TAKEN ──enter of the other: in vain──► MISSED
     *              ▲                │                                      │
     *              └──── leave ─────┴───────── leave: wakes the other ─────┘
     *
     * Why nothing is left lying
     * -------------------------
     * Each leaves its waker in its cell before it enters; if the turn is taken, the one that has it finds MISSED and wakes the other. A
     * writer that goes away and owes something wakes the reader, which tries, and then waits for the stream in its place. As long as
     * the writer waits itself, the reader leaves the stream to it: a stream keeps one waker.
     */

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final Context NOBODY = Context.of(Waker.noop());

    private static final int FREE = 0;
    private static final int TAKEN = 1;
    private static final int MISSED = 2;

    private final AsyncWrite stream;
    private final SSLEngine engine;
    private final ByteQueue sealed = new ByteQueue(Scratch.RECORDS);
    private final AtomicInteger turn = new AtomicInteger(FREE);
    private final AtomicWaker writer = new AtomicWaker();
    private final AtomicWaker reader = new AtomicWaker();
    private volatile boolean owing;
    private volatile boolean writerWaits;

    Outlet(AsyncWrite stream, SSLEngine engine) {
        this.stream = stream;
        this.engine = engine;
    }

    // ---------------------------------------------------------------- the writer

    /** Seals what fits into a record, once all that was sealed before is on its way. */
    int pollWrite(Context cx, ByteBuffer source) throws IOException {
        if (!enter(writer, cx)) {
            return Transfer.PENDING;
        }
        boolean waits = false;
        try {
            int length = source.remaining();
            while (source.remaining() == length && length > 0) {
                if (!pollSealed(cx)) {
                    waits = true;
                    return Transfer.PENDING;
                }
                seal(source); // the engine may have something of its own to say first
            }
            pollSealed(cx);
            return length - source.remaining();
        } finally {
            leaveAsWriter(waits);
        }
    }

    /** Writes what was sealed, and flushes the stream. */
    boolean pollFlush(Context cx) throws IOException {
        if (!enter(writer, cx)) {
            return false;
        }
        boolean done = false;
        try {
            done = pollSealed(cx) && stream.pollFlush(this, cx);
            return done;
        } finally {
            leaveAsWriter(!done);
        }
    }

    /** Writes the farewell, and ends the stream. */
    boolean pollShutdown(Context cx) throws IOException {
        if (!enter(writer, cx)) {
            return false;
        }
        boolean done = false;
        try {
            done = pollFarewell(cx) && stream.pollShutdown(this, cx);
            return done;
        } finally {
            leaveAsWriter(!done);
        }
    }

    private boolean pollFarewell(Context cx) throws IOException {
        engine.closeOutbound();
        while (pollSealed(cx)) {
            if (engine.isOutboundDone()) {
                return true;
            }
            seal(NOTHING);
        }
        return false;
    }

    /** Seals one record of the handshake, and writes what goes. */
    boolean pollHandshake(Context cx) throws IOException {
        if (!enter(writer, cx)) {
            return false;
        }
        boolean done = false;
        try {
            if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                seal(NOTHING);
            }
            done = pollSealed(cx);
            return done;
        } finally {
            leaveAsWriter(!done);
        }
    }

    /** The writer waits no more. */
    void cancelWriter() {
        writer.take();
        if (writerWaits) {
            stream.cancelWrite(this); // while the reader still leaves the stream alone
            writerWaits = false;
            handOver();
        }
    }

    /** Says farewell if that goes without waiting, and nobody is at work here. */
    void tryFarewell() throws IOException {
        if (writerWaits || !turn.compareAndSet(FREE, TAKEN)) {
            return;
        }
        try {
            if (!writerWaits && pollFarewell(NOBODY)) {
                stream.pollShutdown(this, NOBODY);
            }
        } finally {
            sealed.settle();
            leave(writer);
        }
    }

    /** The stream was closed: whoever waits tries again, and fails. */
    void closed() {
        writer.wake();
        reader.wake();
    }

    // ---------------------------------------------------------------- the reader

    /** Writes what the writer left behind, or waits for the stream in its place. Before the reader waits. */
    void help(Context cx) throws IOException {
        reader.register(cx.waker()); // before the look at what is owed
        if (!owing || writerWaits || !enter(reader, cx)) {
            return;
        }
        try {
            if (!writerWaits) {
                pollSealed(cx);
            }
        } finally {
            sealed.settle();
            leave(writer);
        }
    }

    /** The reader waits no more. */
    void cancelReader() {
        reader.take();
    }

    // ---------------------------------------------------------------- with the turn

    private boolean enter(AtomicWaker own, Context cx) {
        own.register(cx.waker()); // before the turn is asked for
        int seen = turn.compareAndExchange(FREE, TAKEN);
        while (seen != FREE) {
            if (seen == MISSED || turn.compareAndSet(TAKEN, MISSED)) {
                return false;
            }
            seen = turn.compareAndExchange(FREE, TAKEN);
        }
        return true;
    }

    private void leaveAsWriter(boolean waits) {
        sealed.settle();
        writerWaits = waits;
        leave(reader);
        if (!waits) {
            handOver();
        }
    }

    private void handOver() {
        if (owing) {
            reader.wake();
        }
    }

    private void leave(AtomicWaker other) {
        if (turn.getAndSet(FREE) == MISSED) {
            other.wake();
        }
    }

    /** Wraps one record. */
    private void seal(ByteBuffer source) throws SSLException {
        ByteBuffer target = sealed.room(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(source, target);
        sealed.filled(result.bytesProduced());
        owing = sealed.size() > 0;
        if (result.getStatus() == Status.CLOSED && source.hasRemaining()) {
            throw new SSLException("written to after it was shut down");
        }
        if (result.bytesConsumed() == 0 && result.bytesProduced() == 0 && source.hasRemaining()) {
            throw TlsEngine.renegotiation();
        }
    }

    /** Writes what was sealed. Returns false if that is pending. */
    private boolean pollSealed(Context cx) throws IOException {
        while (sealed.size() > 0) {
            int count = stream.pollWrite(this, cx, sealed.content());
            if (count == Transfer.PENDING) {
                return false;
            }
            sealed.skip(count);
        }
        owing = false;
        return true;
    }
}
