package dev.pollux.net;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Waits until a channel is worth a try. */
final class ChannelReady<C extends SelectableChannel> extends LeafFuture<ReadyGuard<C>> {

    private final AsyncChannel<C> channel;
    private final Interest interest;
    private final ReadyWaiters waiters;
    private final AtomicWaker waker = new AtomicWaker();

    ChannelReady(AsyncChannel<C> channel, Interest interest, ReadyWaiters waiters) {
        this.channel = channel;
        this.interest = interest;
        this.waiters = waiters;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        return waiters.pollReady(waker, cx.waker()) ? channel.guard(interest) : Poll.PENDING;
    }

    @Override
    protected void release() {
        waiters.forget(waker);
    }

    @Override
    public String toString() {
        return "readiness of " + channel;
    }
}
