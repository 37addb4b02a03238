package dev.pollux.sync;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sink of a sender into a channel with a buffer: see {@link Mpsc.Sender#sink} and {@link Mpmc.Sender#sink}. */
final class RoomSink<T> extends SenderSink<T, Holding> implements Awaiting {

    /* Room is taken before there is a message for it, and kept in `room` until that comes. What was sent is in the channel. */

    private final Supplier<? extends Future<? extends Room<T>>> reserve;
    private final Runnable close;
    private @Nullable Future<? extends Room<T>> reserving;
    private @Nullable Room<T> room;

    RoomSink(Holding sender, Supplier<? extends Future<? extends Room<T>>> reserve, Runnable close) {
        super(sender);
        this.reserve = reserve;
        this.close = close;
    }

    @Override
    @SuppressWarnings("unchecked") // a raw answer other than PENDING is the room
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        if (room == null) {
            Future<? extends Room<T>> polled = reserving == null ? reserve.get() : reserving;
            reserving = null; // it may fail
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                reserving = polled;
                return Poll.pending();
            }
            room = (Room<T>) raw;
        }
        return DONE;
    }

    @Override
    public void startSend(T message) {
        Objects.requireNonNull(message, "message");
        Room<T> used = room;
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
        Room<T> unused = room;
        room = null;
        if (unused != null) {
            unused.close();
        }
    }

    @Override
    public void drop() {
        abortSend();
        close.run();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        Future<?> waiting = reserving;
        return waiting == null ? List.of() : List.of(waiting);
    }
}
