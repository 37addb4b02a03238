package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;

/** The next connection of a listener; takes none before the poll that returns it. */
final class Accept<S extends SocketStream> extends LeafFuture<S> {

    private final SocketListener<S> listener;

    Accept(SocketListener<S> listener) {
        this.listener = listener;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        S accepted = listener.pollAccept(this, cx);
        return accepted == null ? Poll.PENDING : accepted;
    }

    @Override
    protected void release() {
        listener.cancelAccept(this);
    }

    @Override
    public String toString() {
        return listener + ".accept";
    }
}
