package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;

/** The next connection of a listener; takes none before the poll that returns it. */
final class Accept extends LeafFuture<TcpStream> {

    private final IoDriver.ServerSocket socket;
    private final Turn turn;

    Accept(IoDriver.ServerSocket socket, Turn turn) {
        this.socket = socket;
        this.turn = turn;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        while (true) {
            IoDriver.StreamSocket accepted = socket.tryAccept();
            if (accepted != null) {
                return new TcpStream(accepted);
            }
            turn.take(this, "an accept");
            if (!socket.pollReady(Interest.READ, cx.waker())) {
                return Poll.PENDING;
            }
        }
    }

    @Override
    protected void release() {
        if (turn.release(this)) {
            socket.clearWaker(Interest.READ);
        }
    }

    @Override
    public String toString() {
        return "TcpListener.accept";
    }
}
