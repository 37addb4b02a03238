package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.util.Objects;

/** One move of a position. */
final class Seek extends LeafFuture<Long> {

    private final AsyncSeek stream;
    private final long offset;
    private final AsyncSeek.Whence whence;

    Seek(AsyncSeek stream, long offset, AsyncSeek.Whence whence) {
        this.stream = stream;
        this.offset = offset;
        this.whence = Objects.requireNonNull(whence, "whence");
    }

    /** Returns a stream that others read or write through a wrapper, if it has a position. */
    static AsyncSeek in(Object stream) throws IOException {
        if (stream instanceof AsyncSeek seekable) {
            return seekable;
        }
        throw new IOException("cannot seek in " + stream + ": it has no position, as a file has (see AsyncSeek)");
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        long position = stream.pollSeek(this, cx, offset, whence);
        return position == Transfer.PENDING ? Poll.PENDING : (Object) position;
    }

    @Override
    protected void release() {
        stream.cancelSeek(this);
    }

    @Override
    public String toString() {
        return "seek in " + stream;
    }
}
