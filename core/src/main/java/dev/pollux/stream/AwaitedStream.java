package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream in the place of a future: where futures are listed, as in the tree of what is awaited, and where they are dropped. Polled, it
 * yields the next value.
 */
final class AwaitedStream extends RawFuture<@Nullable Object> implements Awaiting, Waiting {

    private final Stream<?> stream;

    AwaitedStream(Stream<?> stream) {
        this.stream = stream;
    }

    /** Lists the streams that are there. */
    static List<? extends Future<?>> listOf(@Nullable Stream<?>... streams) {
        List<Future<?>> listed = new ArrayList<>(streams.length);
        for (Stream<?> stream : streams) {
            if (stream != null) {
                listed.add(new AwaitedStream(stream));
            }
        }
        return listed;
    }

    /** Drops a stream, if there is one, and returns what its clean-up threw, if anything. */
    static @Nullable Throwable ofDropping(@Nullable Stream<?> stream) {
        return stream == null ? null : Failures.ofDropping(new AwaitedStream(stream));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        return stream.pollNextRaw(cx);
    }

    @Override
    public void drop() {
        stream.drop();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return stream instanceof Awaiting awaiting ? awaiting.awaiting() : List.of();
    }

    @Override
    public @Nullable Resource waitingFor() {
        return stream instanceof Waiting waiting ? waiting.waitingFor() : null;
    }

    @Override
    public @Nullable StackTraceElement waitingSince() {
        return stream instanceof Waiting waiting ? waiting.waitingSince() : null;
    }

    @Override
    public String toString() {
        return stream.toString();
    }
}
