package dev.pollux.sync;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Mpmc.Receiver#recvMany}. */
final class MpmcRecvMany<T> extends RecvMany<T> implements Awaiting {

    private final MpmcChannel<T> channel;
    private final MpmcRecv<T> first; // stands in line

    MpmcRecvMany(MpmcChannel<T> channel, Collection<? super T> buffer, int limit) {
        super(buffer, limit);
        this.channel = channel;
        this.first = new MpmcRecv<>(channel);
    }

    @Override
    @Nullable Object pollFirst(Context cx) throws Exception {
        return first.pollRaw(cx);
    }

    @Override
    @Nullable T next() {
        return channel.receiveIfAny();
    }

    @Override
    public void drop() {
        super.drop();
        first.drop();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return List.of(first);
    }

    @Override
    public String toString() {
        return "recvMany of " + channel;
    }
}
