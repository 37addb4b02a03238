package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/** See {@link Mpmc.Receiver#recv}. */
final class MpmcRecv<T> extends Waiter<@Nullable T> {

    private final MpmcChannel<T> channel;

    @Nullable T message; // what it was served; null for the end

    MpmcRecv(MpmcChannel<T> channel) {
        this.channel = channel;
    }

    @Override
    WaitQueue line() {
        return channel.receivers();
    }

    @Override
    Resource wanted() {
        return new Resource(channel, MpscChannel.MESSAGE_OF);
    }

    @Override
    @Nullable Object begin(Context cx) {
        return channel.receiveOrStand(this, cx);
    }

    @Override
    @Nullable Object take(Context cx) {
        T taken = message;
        if (taken != null) {
            message = null;
            channel.taken();
        }
        return taken;
    }

    @Override
    boolean isScarce() {
        return message != null;
    }

    @Override
    void giveBack() {
        T unwanted = message;
        if (unwanted != null) {
            message = null;
            channel.putBack(unwanted);
        }
    }

    @Override
    public String toString() {
        return "recv of " + channel;
    }
}
