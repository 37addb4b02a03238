package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A growing set of streams whose values come as they are ready.
 *
 * <p>Streams that are ready together take turns, in the order in which they were woken; only those that were woken are polled. A stream
 * that ends leaves the set. A failure of one is thrown in place of a value, and the set goes on.
 *
 * <p>An empty set answers the end. Unlike other streams it goes on when a stream is {@linkplain #push pushed} after that. The set belongs
 * to one task.
 *
 * <p><b>Futurelock.</b> A stream of the set moves only while the set is polled. If it was granted a lock or a permit, it holds it,
 * unpolled, as long as the task awaits something else; if that needs the same lock, both wait for ever. Run such streams as tasks
 * of their own.
 *
 * @param <T> the type of the values
 * @origin futures-rs SelectAll (0.3). Differs: {@code push} wakes whoever waits.
 */
public final class SelectAll<T> extends RawStream<T> implements Awaiting {

    private final StreamSet<T, StreamChild<T>> set = new StreamSet<>();
    private boolean ended; // the end was answered, and nothing was pushed since

    /** Creates an empty set. */
    public SelectAll() {}

    /**
     * Adds a stream. It is first polled by the next poll of this one.
     *
     * @param stream nobody else's to poll
     * @wakeup Wakes the task that waits for the next value, if any.
     * @cost Two objects. A value costs none.
     */
    public void push(Stream<? extends T> stream) {
        ended = false;
        set.add(new StreamChild<>(Objects.requireNonNull(stream, "stream"), set.ready));
    }

    /**
     * Returns the number of streams.
     *
     * @return how many were pushed and have not ended
     */
    public int size() {
        return set.size();
    }

    /**
     * Tells whether there are no streams.
     *
     * @return {@code true} if there is nothing to wait for
     */
    public boolean isEmpty() {
        return set.isEmpty();
    }

    /**
     * Lists the streams, in the order in which they were pushed.
     *
     * @return those that have not ended; the list does not change any more
     */
    public List<Stream<? extends T>> streams() {
        return set.streams();
    }

    /**
     * Drops all streams. The set is then empty and can be used again.
     *
     * @throws IllegalStateException if called from inside the poll of one of them
     * @wakeup Wakes the task that waits for the next value, if any, to find the set empty.
     */
    public void clear() {
        set.clear();
    }

    @Override
    public @Nullable Object pollNextRaw(Context cx) throws Exception {
        Object raw = set.poll(cx);
        ended = raw == null;
        return raw;
    }

    /** Drops all streams. */
    @Override
    public void drop() {
        Failures.throwIfAny(set.release());
    }

    @Override
    public SizeHint sizeHint() {
        return set.hint();
    }

    /** Tells whether the end was answered and nothing was pushed since. */
    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return set.awaiting();
    }

    @Override
    public String toString() {
        return "selectAll of " + size();
    }
}
