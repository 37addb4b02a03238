package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;

/** Writes all that a reader has. */
final class Copy extends LeafFuture<Long> {

    private final CopyPump pump;

    Copy(AsyncRead reader, AsyncWrite writer) {
        this.pump = new CopyPump(reader, writer);
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        return pump.poll(this, cx) ? (Object) pump.count() : Poll.PENDING;
    }

    @Override
    protected void release() {
        pump.release(this);
    }

    @Override
    public String toString() {
        return "copy " + pump + ", " + pump.count() + " bytes so far";
    }
}
