package dev.pollux.net.tls;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The handshake, from either side. Closes the stream unless it is given out in the end. */
final class Handshake extends LeafFuture<TlsStream> {

    private final AsyncReadWrite stream;
    private final Supplier<SSLEngine> engine;
    private final String what;
    private @Nullable TlsEngine tls; // null before the first poll
    private boolean done;

    Handshake(AsyncReadWrite stream, Supplier<SSLEngine> engine, String what) {
        this.stream = stream;
        this.engine = engine;
        this.what = what;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        if (tls == null) {
            tls = new TlsEngine(stream, engine.get());
            tls.begin();
        }
        if (!tls.pollHandshake(this, cx)) {
            return Poll.PENDING;
        }
        done = true;
        return new TlsStream(tls);
    }

    @Override
    protected void release() {
        if (done) {
            return;
        }
        stream.cancelRead(this);
        if (tls != null) {
            tls.outlet().cancelWriter();
        }
        try {
            stream.close();
        } catch (IOException e) {
            // it failed before, or nobody wants it any more
        }
    }

    @Override
    public String toString() {
        return what + " over " + stream;
    }
}
