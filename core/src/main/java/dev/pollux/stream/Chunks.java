package dev.pollux.stream;

import dev.pollux.future.Context;
import java.util.OptionalLong;

/** See {@link Stream#chunks} and {@link Stream#readyChunks}. */
final class Chunks<T> extends ChunkedStream<T> {

    private final int size;
    private final boolean waits;

    private Chunks(Stream<? extends T> source, int size, boolean waits) {
        super(source, size);
        this.size = size;
        this.waits = waits;
    }

    static <T> Chunks<T> full(Stream<? extends T> source, int size) {
        return new Chunks<>(source, size, true);
    }

    static <T> Chunks<T> ready(Stream<? extends T> source, int size) {
        return new Chunks<>(source, size, false);
    }

    @Override
    protected boolean isDue(Context cx) {
        return !waits;
    }

    @Override
    protected SizeHint hint() {
        if (!waits) {
            return super.hint();
        }
        SizeHint values = valuesHint();
        OptionalLong upper = values.upper();
        return new SizeHint(
                chunksOf(values.lower()), upper.isEmpty() ? upper : OptionalLong.of(chunksOf(upper.getAsLong())));
    }

    private long chunksOf(long values) {
        return values / size + (values % size == 0 ? 0 : 1);
    }

    @Override
    public String toString() {
        return waits ? "chunks" : "readyChunks";
    }
}
