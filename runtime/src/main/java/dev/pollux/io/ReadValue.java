package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Function;

/** Reads a value of a fixed number of bytes. */
final class ReadValue<T> extends LeafFuture<T> {

    private final AsyncBufRead source;
    private final int size;
    private final ByteOrder order;
    private final Function<ByteBuffer, T> form;

    ReadValue(AsyncBufRead source, int size, ByteOrder order, Function<ByteBuffer, T> form) {
        this.source = source;
        this.size = size;
        this.order = Objects.requireNonNull(order, "order");
        this.form = form;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        ByteBuffer ahead = source.pollFill(this, cx, size);
        if (ahead == null) {
            return Poll.PENDING;
        }
        if (ahead.remaining() < size) {
            throw new EOFException("the stream ended " + (size - ahead.remaining()) + " bytes too early");
        }
        T value = form.apply(ahead.order(order));
        source.consume(size);
        return value;
    }

    @Override
    protected void release() {
        source.cancelRead(this);
    }

    @Override
    public String toString() {
        return "read of " + size + " bytes from " + source;
    }
}
