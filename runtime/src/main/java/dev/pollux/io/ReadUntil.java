package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;

/** Reads up to and including a byte. */
final class ReadUntil extends LeafFuture<byte[]> {

    private final DelimiterScan scan;

    ReadUntil(DelimiterScan scan) {
        this.scan = scan;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        Object segment = scan.poll(this, cx, 1);
        return segment == null ? new byte[0] : segment;
    }

    @Override
    protected void release() {
        scan.source.cancelRead(this);
    }

    @Override
    public String toString() {
        return "readUntil " + scan;
    }
}
