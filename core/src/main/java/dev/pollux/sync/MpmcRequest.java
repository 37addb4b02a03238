package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/** A sender who wants room in a channel, or a receiver if it has none. */
abstract class MpmcRequest<M, T extends @Nullable Object> extends Waiter<T> {

    final MpmcChannel<M> channel;
    private boolean refused;

    MpmcRequest(MpmcChannel<M> channel) {
        this.channel = channel;
    }

    /** Takes the room it asks for, or uses it, if there is some for it now. Under the lock. */
    abstract boolean tryBegin(Served served);

    /** What it comes to if that worked. */
    abstract @Nullable Object begun();

    /** What it comes to once the room was granted. */
    abstract @Nullable Object granted();

    /** Says that there will be no room. Under the lock. */
    final void refuse() {
        refused = true;
    }

    @Override
    final WaitQueue line() {
        return channel.senders();
    }

    @Override
    final Resource wanted() {
        return new Resource(channel, MpscChannel.ROOM_OF);
    }

    @Override
    final @Nullable Object begin(Context cx) {
        return channel.beginOrStand(this, cx);
    }

    @Override
    final @Nullable Object take(Context cx) {
        if (refused) {
            throw channel.refusal();
        }
        return granted();
    }

    @Override
    final boolean isScarce() {
        return !refused && channel.capacity() > 0;
    }

    @Override
    final void giveBack() {
        if (isScarce()) {
            channel.releaseGranted();
        }
    }
}
