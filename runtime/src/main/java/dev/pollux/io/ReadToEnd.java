package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;

/** Reads until the stream ends, up to a limit. */
final class ReadToEnd extends LeafFuture<byte[]> {

    private final AsyncRead stream;
    private final int limit;
    private final ByteQueue bytes = new ByteQueue();

    ReadToEnd(AsyncRead stream, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
        this.stream = stream;
        this.limit = limit;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        try {
            while (true) {
                int count = stream.pollRead(this, cx, bytes.room());
                if (count == Transfer.PENDING) {
                    return Poll.PENDING;
                }
                if (count == Transfer.END) {
                    return bytes.takeAll();
                }
                bytes.filled(count);
                if (bytes.size() > limit) {
                    throw new LimitExceededException("the stream has more than " + limit + " bytes", limit);
                }
            }
        } finally {
            bytes.settle();
        }
    }

    @Override
    protected void release() {
        stream.cancelRead(this);
    }

    @Override
    public String toString() {
        return "readToEnd from " + stream + ", " + bytes.size() + " bytes so far";
    }
}
