package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/** See {@link Mpmc.Sender#send}. */
final class MpmcSend<T> extends Waiter<@Nullable Void> {

    private final MpmcChannel<T> channel;
    final T message;
    boolean refused; // under the lock, until it is served

    MpmcSend(MpmcChannel<T> channel, T message) {
        this.channel = channel;
        this.message = message;
    }

    @Override
    WaitQueue line() {
        return channel.senders();
    }

    @Override
    Resource wanted() {
        return new Resource(channel, MpscChannel.ROOM_OF);
    }

    @Override
    @Nullable Object begin(Context cx) {
        return channel.sendOrStand(this, cx);
    }

    @Override
    @Nullable Object take(Context cx) {
        if (refused) {
            throw channel.refusal();
        }
        if (channel.capacity() > 0) { // otherwise a receiver has it already
            channel.sendGranted(message);
        }
        return null;
    }

    @Override
    boolean isScarce() {
        return !refused && channel.capacity() > 0;
    }

    @Override
    void giveBack() {
        if (isScarce()) {
            channel.releaseGranted();
        }
    }

    @Override
    public String toString() {
        return "send to " + channel;
    }
}
