package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/** A sender who wants room in a channel. */
abstract class MpscRequest<M, T extends @Nullable Object> extends Waiter<T> {

    final MpscChannel<M> channel;
    private boolean refused;

    MpscRequest(MpscChannel<M> channel) {
        this.channel = channel;
    }

    /** For how many messages; the same as long as it waits. */
    abstract int count();

    /** What it comes to, once the room is taken. */
    abstract @Nullable Object granted();

    /** Says that there will be no room. Under the lock. */
    final void refuse() {
        refused = true;
    }

    @Override
    final Resource wanted() {
        return new Resource(channel, MpscChannel.ROOM_OF);
    }

    @Override
    final WaitQueue line() {
        return channel.line();
    }

    @Override
    @Nullable Object begin(Context cx) {
        return channel.tryReserve(count()) ? granted() : channel.standOrTake(this, cx);
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
        return !refused;
    }

    @Override
    final void giveBack() {
        if (!refused) {
            channel.release(count());
        }
    }

    @Override
    final void left(Served served) {
        channel.serve(served);
    }
}
