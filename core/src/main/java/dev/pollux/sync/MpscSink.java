package dev.pollux.sync;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.stream.Sink;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Mpsc.Sender#sink}. */
final class MpscSink<T> implements Sink<T>, Awaiting, Holding {

    /* Room is taken before there is a message for it, and kept in `room` until that comes. What was sent is in the channel. */

    private final Mpsc.Sender<T> sender;
    private @Nullable Future<Mpsc.Permit<T>> reserving;
    private Mpsc.@Nullable Permit<T> room;

    MpscSink(Mpsc.Sender<T> sender) {
        this.sender = sender;
    }

    @Override
    @SuppressWarnings("unchecked") // a raw answer other than PENDING is the room
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        if (room == null) {
            Future<Mpsc.Permit<T>> polled = reserving == null ? sender.reserve() : reserving;
            reserving = null; // it may fail
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                reserving = polled;
                return Poll.pending();
            }
            room = (Mpsc.Permit<T>) raw;
        }
        return DONE;
    }

    @Override
    public void startSend(T message) {
        Objects.requireNonNull(message, "message");
        Mpsc.Permit<T> used = room;
        if (used == null) {
            throw new IllegalStateException(
                    this + " was sent a message without room for it; call startSend after a pollReady that was ready");
        }
        room = null;
        used.send(message);
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) {
        return DONE;
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) {
        drop();
        return DONE;
    }

    @Override
    public void abortSend() {
        Future<?> dropped = reserving;
        reserving = null;
        if (dropped != null) {
            dropped.drop();
        }
        Mpsc.Permit<T> unused = room;
        room = null;
        if (unused != null) {
            unused.close();
        }
    }

    @Override
    public void drop() {
        abortSend();
        sender.close();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        Future<?> waiting = reserving;
        return waiting == null ? List.of() : List.of(waiting);
    }

    @Override
    public @Nullable Resource holds() {
        return sender.holds();
    }

    @Override
    public String toString() {
        return "sink of " + sender;
    }
}
