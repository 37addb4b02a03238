package dev.pollux.net;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Tries, waiting in between, until an attempt does not answer that it would block. */
final class ChannelIo<C extends SelectableChannel, T> extends LeafFuture<T> {

    private final AsyncChannel<C> channel;
    private final Interest interest;
    private final ReadyWaiters waiters;
    private final AsyncChannel.Attempt<? super C, T> attempt;
    private final AtomicWaker waker = new AtomicWaker();

    ChannelIo(
            AsyncChannel<C> channel,
            Interest interest,
            ReadyWaiters waiters,
            AsyncChannel.Attempt<? super C, T> attempt) {
        this.channel = channel;
        this.interest = interest;
        this.waiters = waiters;
        this.attempt = attempt;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        while (waiters.pollReady(waker, cx.waker())) {
            T result = channel.guard(interest).tryIo(attempt);
            if (result != null) {
                return result;
            }
        }
        return Poll.PENDING;
    }

    @Override
    protected void release() {
        waiters.forget(waker);
    }

    @Override
    public String toString() {
        return "I/O on " + channel;
    }
}
