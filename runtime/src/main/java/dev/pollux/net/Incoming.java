package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.GuardedStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a listener, in spite of failures.
 *
 * <p>When descriptors have run out the connection stays in the kernel's queue, and the next accept would fail at once, again and again.
 * So it waits, twice as long after each failure: whoever gives descriptors back needs the time.
 */
final class Incoming<S extends SocketStream> extends GuardedStream<S> {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final SocketListener<S> listener;
    private final Consumer<? super IOException> onFailure;
    private final Backoff backoff = new Backoff(SHORTEST_WAIT, LONGEST_WAIT);

    Incoming(SocketListener<S> listener, Consumer<? super IOException> onFailure) {
        this.listener = listener;
        this.onFailure = onFailure;
    }

    static void log(IOException failure) {
        System.getLogger("dev.pollux")
                .log(System.Logger.Level.WARNING, "cannot accept connections at present; trying again", failure);
    }

    @Override
    protected @Nullable Object step(Context cx) throws IOException {
        while (backoff.isOver(cx)) {
            try {
                S accepted = listener.pollAccept(this, cx);
                if (accepted == null) {
                    return Poll.PENDING;
                }
                backoff.reset();
                return accepted;
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return null;
                }
                waitAfter(e);
            }
        }
        return Poll.PENDING;
    }

    private void waitAfter(IOException failure) throws IOException {
        listener.cancelAccept(this);
        if (failure instanceof ClosedChannelException) {
            throw failure; // the runtime has ended, and there is nothing to wait for
        }
        if (backoff.begin()) {
            onFailure.accept(failure);
        }
    }

    @Override
    protected @Nullable Throwable release() {
        listener.cancelAccept(this);
        backoff.drop();
        return null;
    }

    @Override
    public String toString() {
        return "connections of " + listener;
    }
}
