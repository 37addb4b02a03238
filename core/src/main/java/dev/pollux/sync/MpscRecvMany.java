package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** See {@link Mpsc.Receiver#recvMany}. */
final class MpscRecvMany<T> extends RecvMany<T> implements Waiting {

    private final MpscChannel<T> channel;

    MpscRecvMany(MpscChannel<T> channel, Collection<? super T> buffer, int limit) {
        super(buffer, limit);
        this.channel = channel;
    }

    @Override
    @Nullable Object pollFirst(Context cx) {
        return channel.poll(cx);
    }

    @Override
    @Nullable T next() {
        return channel.tryReceive();
    }

    @Override
    public @Nullable Resource waitingFor() {
        return channel.awaited();
    }

    @Override
    public String toString() {
        return "recvMany of " + channel;
    }
}
