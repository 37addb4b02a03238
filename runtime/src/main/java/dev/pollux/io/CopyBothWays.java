package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;

/** Writes to each of two streams all that the other has. */
final class CopyBothWays extends LeafFuture<AsyncIo.Copied> {

    private final Direction there;
    private final Direction back;

    <A extends AsyncRead & AsyncWrite, B extends AsyncRead & AsyncWrite> CopyBothWays(A a, B b) {
        this.there = new Direction(a, b);
        this.back = new Direction(b, a);
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        boolean done = there.poll(this, cx);
        done &= back.poll(this, cx);
        return done ? new AsyncIo.Copied(there.pump.count(), back.pump.count()) : Poll.PENDING;
    }

    @Override
    protected void release() {
        try {
            there.pump.release(this);
        } finally {
            back.pump.release(this);
        }
    }

    @Override
    public String toString() {
        return "copyBidirectional " + there.pump + " and back, " + there.pump.count() + " and " + back.pump.count()
                + " bytes so far";
    }

    /** A copy that ends what it wrote to. */
    private static final class Direction {

        final CopyPump pump;
        private final AsyncWrite writer;
        private boolean copied;
        private boolean done;

        Direction(AsyncRead reader, AsyncWrite writer) {
            this.pump = new CopyPump(reader, writer);
            this.writer = writer;
        }

        boolean poll(Object who, Context cx) throws IOException {
            copied = copied || pump.poll(who, cx);
            done = done || (copied && writer.pollShutdown(who, cx));
            return done;
        }
    }
}
