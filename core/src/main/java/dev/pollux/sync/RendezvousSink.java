package dev.pollux.sync;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sink of a sender into a channel without a buffer: see {@link Mpmc.Sender#sink}. */
final class RendezvousSink<T> extends SenderSink<T, Mpmc.Sender<T>> implements Awaiting {

    /* There is no room to take first. So a message waits in here for its receiver, and there is room for the next once it has one. */

    private @Nullable Future<?> sending;

    RendezvousSink(Mpmc.Sender<T> sender) {
        super(sender);
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        Poll<@Nullable Void> sent = pollFlush(cx);
        if (sent.isReady()) {
            sender.requireUsable();
        }
        return sent;
    }

    @Override
    public void startSend(T message) {
        if (sending != null) {
            throw new IllegalStateException(
                    this + " was sent a message while another waits for its receiver; call startSend"
                            + " after a pollReady that was ready");
        }
        sending = sender.send(message);
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws Exception {
        Future<?> polled = sending;
        sending = null; // it may fail
        if (polled != null && polled.pollRaw(cx) == Poll.PENDING) {
            sending = polled;
            return Poll.pending();
        }
        return DONE;
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws Exception {
        Poll<@Nullable Void> sent = pollFlush(cx);
        if (sent.isReady()) {
            sender.close();
        }
        return sent;
    }

    @Override
    public void drop() {
        Future<?> dropped = sending;
        sending = null;
        if (dropped != null) {
            dropped.drop();
        }
        sender.close();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        Future<?> waiting = sending;
        return waiting == null ? List.of() : List.of(waiting);
    }
}
