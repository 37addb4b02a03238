package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What stands between the delimiters of a reader. */
final class SegmentStream extends BytesStream<byte[]> {

    private final DelimiterScan scan;

    SegmentStream(DelimiterScan scan) {
        super(scan.source);
        this.scan = scan;
    }

    @Override
    @Nullable Object advance(Context cx) throws IOException {
        return scan.poll(this, cx, 0);
    }

    @Override
    public String toString() {
        return "split at " + scan;
    }
}
