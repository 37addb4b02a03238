package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * See {@link Mpsc.Receiver#recv}. Has no state of its own, so that one serves for all messages. Dropping it leaves the waker with
 * the channel: it cannot be told whether the waker is that of whoever drops, or of one who has begun to wait since.
 */
final class MpscRecv<T> extends RawFuture<@Nullable T> implements Waiting {

    private final MpscChannel<T> channel;

    MpscRecv(MpscChannel<T> channel) {
        this.channel = channel;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        return channel.poll(cx);
    }

    @Override
    public @Nullable Resource waitingFor() {
        return channel.awaited();
    }

    @Override
    public String toString() {
        return "recv of " + channel;
    }
}
