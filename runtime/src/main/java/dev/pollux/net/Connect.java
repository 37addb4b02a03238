package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.time.Sleep;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to whichever of a host's addresses answers first.
 *
 * <p>It first waits for the look-up ({@code candidates == null}), then for the attempts under way. Another attempt begins when one
 * failed, or when the latest has had its head start. All attempts have the waker of this one future, so whatever happens to one of
 * them leads to a poll, which looks at all.
 */
final class Connect extends LeafFuture<TcpStream> {

    /** How long an attempt goes on before the next begins beside it: RFC 8305, section 5. */
    static final Duration HEAD_START = Duration.ofMillis(250);

    private final String target;
    private final Future<List<InetSocketAddress>> lookUp;
    private final TcpSocket.Plan plan;
    private final List<IoDriver.StreamSocket> attempts = new ArrayList<>(1);
    private @Nullable Iterator<InetSocketAddress> candidates;
    private @Nullable Sleep headStart; // null if the next attempt may begin
    private @Nullable IOException failure;

    Connect(String target, Future<List<InetSocketAddress>> lookUp, TcpSocket.Plan plan) {
        this.target = target;
        this.lookUp = lookUp;
        this.plan = plan;
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        if (candidates == null) {
            Object found = lookUp.pollRaw(cx);
            if (found == Poll.PENDING) {
                return Poll.PENDING;
            }
            candidates = plan.candidates(LookUp.addresses(found)).iterator();
        }
        do {
            TcpStream winner = pollAttempts(cx);
            if (winner != null) {
                return winner;
            }
        } while (beginNext(candidates, cx));
        if (attempts.isEmpty()) {
            throw failure();
        }
        return Poll.PENDING;
    }

    // ---------------------------------------------------------------- to begin

    /** Begins an attempt if there is another address, and it is its turn. */
    private boolean beginNext(Iterator<InetSocketAddress> rest, Context cx) {
        if (!rest.hasNext() || !hasHeadStartPassed(cx)) {
            return false;
        }
        begin(rest.next());
        return true;
    }

    /** An attempt gets its head start once a poll has found it pending, and only if there is another address at all. */
    private boolean hasHeadStartPassed(Context cx) {
        if (attempts.isEmpty()) {
            return true;
        }
        if (headStart == null) {
            headStart = Sleep.of(HEAD_START);
        }
        boolean passed = headStart.pollRaw(cx) != Poll.PENDING;
        if (passed) {
            headStart = null;
        }
        return passed;
    }

    private void begin(InetSocketAddress address) {
        IoDriver.StreamSocket socket = null;
        try {
            socket = RuntimeContext.current().io().openStream(Families.of(address));
            plan.settings().applyTo(socket);
            if (plan.local() != null) {
                socket.bind(plan.local());
            }
            socket.connect(address);
            attempts.add(socket);
        } catch (IOException e) {
            note(e);
            close(socket);
        } catch (Throwable e) { // an option that the system lacks
            close(socket);
            throw e;
        }
    }

    // ---------------------------------------------------------------- under way

    private @Nullable TcpStream pollAttempts(Context cx) {
        for (Iterator<IoDriver.StreamSocket> each = attempts.iterator(); each.hasNext(); ) {
            IoDriver.StreamSocket socket = each.next();
            try {
                if (isConnected(socket, cx)) {
                    each.remove(); // it is the stream's now
                    return new TcpStream(socket);
                }
            } catch (IOException e) {
                each.remove();
                note(e);
                close(socket);
                endHeadStart();
            }
        }
        return null;
    }

    private static boolean isConnected(IoDriver.StreamSocket socket, Context cx) throws IOException {
        do {
            if (socket.finishConnect()) {
                return true;
            }
        } while (socket.pollReady(Interest.WRITE, cx.waker()));
        return false;
    }

    // ---------------------------------------------------------------- failures

    /** Notes why an attempt failed: the first failure leads, and those of further addresses are suppressed in it. */
    private void note(IOException reason) {
        ConnectException named = new ConnectException("cannot connect to " + target + ": " + reason.getMessage());
        named.initCause(reason);
        add(named);
    }

    private void add(IOException next) {
        if (failure == null) {
            failure = next;
        } else {
            failure.addSuppressed(next);
        }
    }

    private IOException failure() {
        return failure != null
                ? failure
                : new ConnectException("cannot connect to " + target + ": it has no address of the socket's family");
    }

    // ---------------------------------------------------------------- the end

    private void close(IoDriver.@Nullable StreamSocket socket) {
        if (socket == null) {
            return;
        }
        try {
            socket.clearWaker(Interest.WRITE); // a close would wake this future
            socket.close();
        } catch (IOException e) {
            add(e);
        }
    }

    private void endHeadStart() {
        if (headStart != null) {
            headStart.drop();
            headStart = null;
        }
    }

    @Override
    protected void release() {
        lookUp.drop();
        endHeadStart();
        attempts.forEach(this::close);
        attempts.clear();
    }

    @Override
    public String toString() {
        return "TcpStream.connect(" + target + ")";
    }
}
