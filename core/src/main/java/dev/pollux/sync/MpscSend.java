package dev.pollux.sync;

import dev.pollux.future.Context;
import org.jspecify.annotations.Nullable;

/** See {@link Mpsc.Sender#send}. */
final class MpscSend<T> extends MpscRequest<T, @Nullable Void> {

    private final T message;

    MpscSend(MpscChannel<T> channel, T message) {
        super(channel);
        this.message = message;
    }

    @Override
    int count() {
        return 1;
    }

    @Override
    @Nullable Object begin(Context cx) {
        return channel.sendAtOnce(message) ? null : channel.standOrTake(this, cx);
    }

    @Override
    @Nullable Object granted() {
        channel.sendReserved(message);
        return null;
    }

    @Override
    public String toString() {
        return "send to " + channel;
    }
}
