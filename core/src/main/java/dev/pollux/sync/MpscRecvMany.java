package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Mpsc.Receiver#recvMany}. */
final class MpscRecvMany<T> extends RawFuture<Integer> implements Waiting {

    private final MpscChannel<T> channel;
    private final int limit;
    private @Nullable Collection<? super T> buffer; // null once finished

    MpscRecvMany(MpscChannel<T> channel, Collection<? super T> buffer, int limit) {
        this.channel = channel;
        this.buffer = Objects.requireNonNull(buffer, "buffer");
        this.limit = limit;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        var filled = buffer;
        if (filled == null) {
            throw Failures.finished(this);
        }
        buffer = null;
        if (limit == 0) {
            return 0;
        }
        @SuppressWarnings("unchecked") // what the channel gives is a T, unless it is PENDING
        T first = (T) channel.poll(cx);
        if (first == Poll.PENDING) {
            buffer = filled;
            return Poll.PENDING;
        }
        return fill(filled, first);
    }

    private int fill(Collection<? super T> filled, @Nullable T first) {
        int count = 0;
        for (T message = first; message != null; message = count < limit ? channel.tryReceive() : null) {
            filled.add(message);
            count++;
        }
        return count;
    }

    @Override
    public void drop() {
        buffer = null;
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
