package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.Iterator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of an iterator, see {@link Streams#from(Iterable)}. */
final class IteratorStream<T> extends GuardedStream<T> {

    /** What {@code size} says if nobody knows. */
    static final long UNKNOWN = -1;

    private @Nullable Supplier<? extends Iterator<? extends T>> opening; // null once it was called
    private final LongSupplier size;
    private final Runnable closing;
    private @Nullable Iterator<? extends T> values; // null before the first poll, and in the end
    private long left = UNKNOWN;

    IteratorStream(Supplier<? extends Iterator<? extends T>> opening, LongSupplier size, Runnable closing) {
        this.opening = opening;
        this.size = size;
        this.closing = closing;
    }

    @Override
    protected @Nullable Object step(Context cx) {
        if (!cx.consume()) { // no value makes anybody wait
            return Poll.PENDING;
        }
        Iterator<? extends T> from = open();
        if (from == null || !from.hasNext()) {
            return null;
        }
        T value = from.next();
        if (value == null) {
            throw new NullPointerException(
                    "a stream was made from values that contain null, which in a stream means the end");
        }
        left = Math.max(left - 1, Math.min(left, 0)); // never below zero, if values were added meanwhile
        return value;
    }

    private @Nullable Iterator<? extends T> open() {
        Supplier<? extends Iterator<? extends T>> called = opening;
        if (called != null) {
            opening = null;
            left = size.getAsLong();
            values = called.get();
        }
        return values;
    }

    @Override
    protected @Nullable Throwable release() {
        opening = null;
        values = null;
        try {
            closing.run();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    @Override
    protected SizeHint hint() {
        long known = opening == null ? left : size.getAsLong();
        return known == UNKNOWN ? SizeHint.UNKNOWN : SizeHint.exactly(known);
    }

    @Override
    public String toString() {
        return "from";
    }
}
