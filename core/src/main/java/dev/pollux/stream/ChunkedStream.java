package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the values of a stream into lists of a limited size. What is left is to say when a list is yielded although it is not full.
 *
 * <p>For authors of adapters. A failure of the source comes after the values that were gathered before it, which make a short list; so
 * do the values before the end.
 *
 * @param <T> the type of the values of the source
 */
public abstract class ChunkedStream<T> extends AdapterStream<T, List<T>> {

    private final int size;
    private List<T> gathered = new ArrayList<>(0);
    private @Nullable Throwable failure; // met after the values that were gathered, and thrown after them

    /**
     * Creates a stream that was not polled yet.
     *
     * @param source nobody else's to poll from now on
     * @param size at most so many values in each list
     * @throws IllegalArgumentException if {@code size} is not positive
     */
    protected ChunkedStream(Stream<? extends T> source, int size) {
        super(source);
        this.size = Limits.positive(size, "size");
    }

    /** The first value of a list has come. */
    protected void begin() {}

    /**
     * Tells whether to yield the values that were gathered, although there are fewer than there may be; the source has no more for now.
     *
     * @param cx the context of this poll; its waker is woken if a later answer may be different
     * @return no, to wait for more
     */
    protected abstract boolean isDue(Context cx);

    @Override
    protected final @Nullable Object step(Context cx) throws Exception {
        Throwable thrown = failure;
        failure = null;
        Failures.throwIfAny(thrown);
        Object raw = gather(cx);
        if (gathered.isEmpty()) {
            return raw;
        }
        boolean noMore = raw == null || failure != null || gathered.size() == size;
        if (!noMore && !isDue(cx)) {
            return raw;
        }
        List<T> chunk = gathered;
        gathered = new ArrayList<>(0);
        return chunk;
    }

    /** Takes values until the chunk is full; answers {@code null} if the source has ended. */
    private @Nullable Object gather(Context cx) throws Exception {
        while (gathered.size() < size) {
            Object raw = pollOrKeepFailure(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            gathered.add(valueOf(raw));
            if (gathered.size() == 1) {
                begin();
            }
            if (!cx.consume()) {
                break;
            }
        }
        return Poll.PENDING;
    }

    private @Nullable Object pollOrKeepFailure(Context cx) throws Exception {
        try {
            return pollSource(cx);
        } catch (Throwable met) {
            if (gathered.isEmpty()) {
                throw met;
            }
            failure = met;
            return Poll.PENDING;
        }
    }

    @Override
    protected @Nullable Throwable release() {
        gathered = new ArrayList<>(0);
        failure = null;
        return super.release();
    }

    @Override
    protected boolean isOver() {
        return isSourceOver() && gathered.isEmpty() && failure == null;
    }

    @Override
    protected SizeHint hint() {
        SizeHint values = valuesHint();
        return new SizeHint(Math.min(1, values.lower()), values.upper());
    }

    /** Tells what is still to come, not counted in lists. */
    final SizeHint valuesHint() {
        return sourceHint().plus(SizeHint.exactly(gathered.size()));
    }
}
