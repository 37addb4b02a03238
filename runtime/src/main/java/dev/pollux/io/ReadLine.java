package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The next line of a reader; holds no bytes of its own, so that dropping it loses none. */
final class ReadLine extends LeafFuture<@Nullable String> {

    private final AsyncBufReader lines;

    ReadLine(AsyncBufReader lines) {
        this.lines = lines;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        return lines.pollLine(this, cx);
    }

    @Override
    protected void release() {
        lines.cancelRead(this);
    }

    @Override
    public String toString() {
        return "readLine from " + lines;
    }
}
