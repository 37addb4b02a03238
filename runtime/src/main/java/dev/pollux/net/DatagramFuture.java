package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One operation on a UDP socket, which is a poll of the socket on behalf of this future. */
final class DatagramFuture<T extends @Nullable Object> extends LeafFuture<T> {

    /** The poll. */
    @FunctionalInterface
    interface Step {

        /** Returns the value, or {@link Poll#PENDING}. */
        @Nullable Object poll(Object who, Context cx) throws IOException;
    }

    private final UdpSocket socket;
    private final String name;
    private final Step step;

    DatagramFuture(UdpSocket socket, String name, Step step) {
        this.socket = socket;
        this.name = name;
        this.step = step;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        return step.poll(this, cx);
    }

    @Override
    protected void release() {
        socket.cancel(this);
    }

    @Override
    public String toString() {
        return socket + "." + name;
    }
}
