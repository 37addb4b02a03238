package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens a socket on the first of a host's addresses that can be bound.
 *
 * @param <T> the kind of socket
 */
abstract class BindToFirst<T> extends LeafFuture<T> {

    private final String name;
    private final String target;
    private final Future<List<InetSocketAddress>> lookUp;

    BindToFirst(String name, String target, Future<List<InetSocketAddress>> lookUp) {
        this.name = name;
        this.target = target;
        this.lookUp = lookUp;
    }

    /** Opens and binds a socket; leaves nothing open if it fails. */
    abstract T bind(InetSocketAddress address) throws IOException;

    @Override
    protected final Object advance(Context cx) throws Exception {
        Object found = lookUp.pollRaw(cx);
        return found == Poll.PENDING ? Poll.PENDING : bindToFirst(LookUp.addresses(found));
    }

    private Object bindToFirst(List<InetSocketAddress> candidates) throws IOException {
        IOException failure = null;
        for (InetSocketAddress candidate : candidates) {
            try {
                return bind(candidate);
            } catch (IOException e) {
                failure = named(e, failure);
            }
        }
        throw Objects.requireNonNull(failure, "a host has at least one address");
    }

    private IOException named(IOException reason, @Nullable IOException first) {
        BindException named = new BindException("cannot listen on " + target + ": " + reason.getMessage());
        named.initCause(reason);
        if (first == null) {
            return named;
        }
        first.addSuppressed(named);
        return first;
    }

    @Override
    protected final void release() {
        lookUp.drop();
    }

    @Override
    public final String toString() {
        return name + "(" + target + ")";
    }
}
