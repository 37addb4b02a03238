package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.stream.GuardedStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A stream of what a reader, which is not its own, has. A failure ends it. */
abstract class BytesStream<T> extends GuardedStream<T> implements Waiting {

    private final AsyncRead source;
    private boolean failed;

    BytesStream(AsyncRead source) {
        this.source = source;
    }

    /** Does what {@link #step} does, as long as nothing has failed. */
    abstract @Nullable Object advance(Context cx) throws IOException;

    /** Tells whether there can be values after a failure. */
    boolean resumesAfter(Throwable failure) {
        return false;
    }

    @Override
    protected final @Nullable Object step(Context cx) throws IOException {
        if (failed) {
            return null;
        }
        try {
            return advance(cx);
        } catch (Throwable failure) {
            failed = !resumesAfter(failure);
            throw failure;
        }
    }

    @Override
    public Resource waitingFor() {
        return Resource.OUTSIDE;
    }

    @Override
    protected final @Nullable Throwable release() {
        source.cancelRead(this);
        return null;
    }
}
