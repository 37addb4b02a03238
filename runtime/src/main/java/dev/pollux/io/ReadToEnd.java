package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.ByteQueue;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads until the stream ends, up to a limit. */
final class ReadToEnd<T> extends LeafFuture<T> {

    /** Makes the value of all the bytes. */
    interface Form<T> {
        T of(ByteBuffer bytes) throws IOException;
    }

    private final AsyncRead stream;
    private final int limit;
    private final Form<T> form;
    private final ByteQueue bytes = new ByteQueue();

    ReadToEnd(AsyncRead stream, int limit, Form<T> form) {
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
        this.stream = stream;
        this.limit = limit;
        this.form = form;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        try {
            while (cx.consume()) {
                int count = stream.pollRead(this, cx, bytes.room());
                if (count == Transfer.PENDING) {
                    return Poll.PENDING;
                }
                if (count == Transfer.END) {
                    return takeAll();
                }
                bytes.filled(count);
                if (bytes.size() > limit) {
                    throw new LimitExceededException("the stream has more than " + limit + " bytes", limit);
                }
            }
            return Poll.PENDING;
        } finally {
            bytes.settle();
        }
    }

    private Object takeAll() throws IOException {
        T all = form.of(bytes.content());
        bytes.skip(bytes.size());
        return all;
    }

    /** Copies bytes. */
    static byte[] copyOf(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
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
