package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of a host's addresses that answers.
 *
 * <p>It stands at one of three points: {@code candidates == null}, the look-up; {@code attempt != null}, a connect under way;
 * neither, between two attempts.
 */
final class Connect extends LeafFuture<TcpStream> {

    private final String target;
    private final Future<List<InetSocketAddress>> lookUp;
    private @Nullable Iterator<InetSocketAddress> candidates;
    private IoDriver.@Nullable StreamSocket attempt;
    private @Nullable IOException failure;

    Connect(String target, Future<List<InetSocketAddress>> lookUp) {
        this.target = target;
        this.lookUp = lookUp;
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        if (candidates == null) {
            Object found = lookUp.pollRaw(cx);
            if (found == Poll.PENDING) {
                return Poll.PENDING;
            }
            candidates = addresses(found).iterator();
        }
        while (attempt != null || candidates.hasNext()) {
            try {
                if (attempt == null) {
                    begin(candidates.next());
                }
                if (attempt.finishConnect()) {
                    return connected(attempt);
                }
                if (!attempt.pollReady(IoDriver.Interest.WRITE, cx.waker())) {
                    return Poll.PENDING;
                }
            } catch (IOException e) {
                note(e);
            }
        }
        throw Objects.requireNonNull(failure, "a host has at least one address");
    }

    private void begin(InetSocketAddress address) throws IOException {
        attempt = RuntimeContext.current().io().openStream(Families.of(address));
        attempt.connect(address);
    }

    private TcpStream connected(IoDriver.StreamSocket socket) {
        attempt = null; // it is the stream's now
        return new TcpStream(socket);
    }

    /** Notes why an attempt failed: the first failure leads, and those of further addresses are suppressed in it. */
    private void note(IOException reason) {
        ConnectException named = new ConnectException("cannot connect to " + target + ": " + reason.getMessage());
        named.initCause(reason);
        addFailure(named);
        closeAttempt();
    }

    private void addFailure(IOException next) {
        if (failure == null) {
            failure = next;
        } else {
            failure.addSuppressed(next);
        }
    }

    private void closeAttempt() {
        if (attempt == null) {
            return;
        }
        try {
            attempt.close();
        } catch (IOException e) {
            addFailure(e);
        } finally {
            attempt = null;
        }
    }

    @Override
    protected void release() {
        lookUp.drop();
        closeAttempt();
    }

    @SuppressWarnings("unchecked") // pollRaw of a Future<List<…>>
    static List<InetSocketAddress> addresses(@Nullable Object found) {
        return (List<InetSocketAddress>) Objects.requireNonNull(found);
    }

    @Override
    public String toString() {
        return "TcpStream.connect(" + target + ")";
    }
}
