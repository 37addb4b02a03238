package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ends the sending direction of a stream. Ready at its first poll: the kernel sends what it holds on its own. */
final class Shutdown extends LeafFuture<@Nullable Void> {

    private final TcpStream stream;

    Shutdown(TcpStream stream) {
        this.stream = stream;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        stream.endOutput();
        return null;
    }

    @Override
    protected void release() {}

    @Override
    public String toString() {
        return "shutdown of " + stream;
    }
}
