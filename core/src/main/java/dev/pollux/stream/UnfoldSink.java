package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** See {@link Sinks#unfold}. */
final class UnfoldSink<S extends @Nullable Object, T> implements Sink<T> {

    private final BiFunction<? super S, ? super T, ? extends Future<? extends S>> function;
    private S state;
    private @Nullable Future<? extends S> next; // makes the state after the latest value

    UnfoldSink(S state, BiFunction<? super S, ? super T, ? extends Future<? extends S>> function) {
        this.state = state;
        this.function = function;
    }

    @Override
    public void startSend(T value) {
        if (next != null) {
            throw new IllegalStateException(
                    this + " was sent a value without room for it; call startSend after a pollReady that was ready");
        }
        next = UserFunctions.made("unfold", function.apply(state, Objects.requireNonNull(value, "value")));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a raw answer of a Future<S> other than PENDING is an S
    public Poll<@Nullable Void> pollFlush(Context cx) throws Exception {
        Future<? extends S> polled = next;
        if (polled != null) {
            next = null;
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                next = polled;
                return Poll.pending();
            }
            state = (S) raw;
        }
        return DONE;
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        return pollFlush(cx);
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws Exception {
        return pollFlush(cx);
    }

    @Override
    public void drop() {
        Future<?> dropped = next;
        next = null;
        Failures.throwIfAny(dropped == null ? null : Failures.ofDropping(dropped));
    }

    @Override
    public String toString() {
        return "unfold";
    }
}
