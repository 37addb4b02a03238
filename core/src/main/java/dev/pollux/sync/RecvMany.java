package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Waits for a message, and takes as many as there are then. */
abstract class RecvMany<T> extends RawFuture<Integer> {

    private final int limit;
    private @Nullable Collection<? super T> buffer; // null once finished

    RecvMany(Collection<? super T> buffer, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit is not negative, as " + limit + " is");
        }
        this.buffer = Objects.requireNonNull(buffer, "buffer");
        this.limit = limit;
    }

    /** Polls for the first: a message, null at the end, or PENDING. */
    abstract @Nullable Object pollFirst(Context cx) throws Exception;

    /** Takes another, if there is one. */
    abstract @Nullable T next();

    @Override
    public final @Nullable Object pollRaw(Context cx) throws Exception {
        var filled = buffer;
        if (filled == null) {
            throw Failures.finished(this);
        }
        buffer = null;
        if (limit == 0) {
            return 0;
        }
        @SuppressWarnings("unchecked") // what the channel gives is a T, unless it is PENDING
        T first = (T) pollFirst(cx);
        if (first == Poll.PENDING) {
            buffer = filled;
            return Poll.PENDING;
        }
        return fill(filled, first);
    }

    private int fill(Collection<? super T> filled, @Nullable T first) {
        int count = 0;
        for (T message = first; message != null; message = count < limit ? next() : null) {
            filled.add(message);
            count++;
        }
        return count;
    }

    @Override
    public void drop() {
        buffer = null;
    }
}
