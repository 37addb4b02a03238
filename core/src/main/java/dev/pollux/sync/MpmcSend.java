package dev.pollux.sync;

import org.jspecify.annotations.Nullable;

/** See {@link Mpmc.Sender#send}. */
final class MpmcSend<T> extends MpmcRequest<T, @Nullable Void> {

    final T message;

    MpmcSend(MpmcChannel<T> channel, T message) {
        super(channel);
        this.message = message;
    }

    @Override
    boolean tryBegin(Served served) {
        return channel.put(message, served);
    }

    @Override
    @Nullable Object begun() {
        return null;
    }

    @Override
    @Nullable Object granted() {
        if (channel.capacity() > 0) { // otherwise a receiver has it already
            channel.sendGranted(message);
        }
        return null;
    }

    @Override
    public String toString() {
        return "send to " + channel;
    }
}
