package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One move of a reader by a distance. */
final class SeekRelative extends LeafFuture<@Nullable Void> {

    private final AsyncBufReader reader;
    private final long distance;

    SeekRelative(AsyncBufReader reader, long distance) {
        this.reader = reader;
        this.distance = distance;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        return reader.pollSeekRelative(this, cx, distance) ? null : Poll.PENDING;
    }

    @Override
    protected void release() {
        reader.cancelSeek(this);
    }

    @Override
    public String toString() {
        return "seek by " + distance + " in " + reader;
    }
}
