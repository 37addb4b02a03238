package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#chunks} and {@link Stream#readyChunks}. */
final class Chunks<T> extends AdapterStream<T, List<T>> {

    private final int size;
    private final boolean waits;
    private List<T> gathered = new ArrayList<>(0);
    private @Nullable Throwable failure; // met after the values that were gathered, and thrown after them

    private Chunks(Stream<? extends T> source, int size, boolean waits) {
        super(source);
        this.size = Limits.positive(size, "size");
        this.waits = waits;
    }

    static <T> Chunks<T> full(Stream<? extends T> source, int size) {
        return new Chunks<>(source, size, true);
    }

    static <T> Chunks<T> ready(Stream<? extends T> source, int size) {
        return new Chunks<>(source, size, false);
    }

    @Override
    @Nullable Object step(Context cx) throws Exception {
        Throwable thrown = failure;
        failure = null;
        Failures.throwIfAny(thrown);
        Object raw = gather(cx);
        boolean partial = raw == null || failure != null || !waits;
        if (gathered.size() == size || (partial && !gathered.isEmpty())) {
            List<T> chunk = gathered;
            gathered = new ArrayList<>(0);
            return chunk;
        }
        return raw;
    }

    /** Takes values until the chunk is full; answers {@code null} if the source has ended. */
    private @Nullable Object gather(Context cx) throws Exception {
        while (gathered.size() < size) {
            Object raw = pollOrKeepFailure(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            gathered.add(valueOf(raw));
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
    @Nullable Throwable release() {
        gathered = new ArrayList<>(0);
        failure = null;
        return super.release();
    }

    @Override
    boolean isOver() {
        return isSourceOver() && gathered.isEmpty() && failure == null;
    }

    @Override
    SizeHint hint() {
        SizeHint values = sourceHint().plus(SizeHint.exactly(gathered.size()));
        long lower = waits ? chunksOf(values.lower()) : Math.min(1, chunksOf(values.lower()));
        OptionalLong upper = values.upper();
        return upper.isEmpty()
                ? SizeHint.atLeast(lower)
                : SizeHint.between(lower, waits ? chunksOf(upper.getAsLong()) : upper.getAsLong());
    }

    private long chunksOf(long values) {
        return values / size + (values % size == 0 ? 0 : 1);
    }

    @Override
    public String toString() {
        return waits ? "chunks" : "readyChunks";
    }
}
