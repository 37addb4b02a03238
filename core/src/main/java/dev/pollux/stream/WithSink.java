package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Sink#with}. */
final class WithSink<U, T> extends SinkAdapter<U, T> {

    /*
     * The sink below was ready when a value was taken, and stays so until it is sent something: the result goes there without asking again.
     */
    private final Mapping<? super U, ? extends Future<? extends T>> function;
    private @Nullable Future<? extends T> making; // what the latest value becomes

    WithSink(Sink<T> sink, Mapping<? super U, ? extends Future<? extends T>> function) {
        super(sink);
        this.function = function;
    }

    @Override
    public void startSend(U value) throws Exception {
        if (making != null) {
            throw notReady();
        }
        making = function.apply(Objects.requireNonNull(value, "value"));
    }

    @Override
    @SuppressWarnings("unchecked") // a raw answer of a Future<T> other than PENDING is a T
    boolean advance(Context cx) throws Exception {
        Future<? extends T> polled = making;
        if (polled != null) {
            making = null;
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                making = polled;
                return false;
            }
            sink.startSend((T) UserFunctions.made("with", raw));
        }
        return true;
    }

    @Override
    public void abortSend() {
        if (making == null) { // otherwise the room is for what is being made
            super.abortSend();
        }
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        Future<?> made = making;
        return made == null ? super.awaiting() : List.of(made);
    }

    @Override
    @Nullable Throwable release() {
        Future<?> dropped = making;
        making = null;
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    public String toString() {
        return "with of " + sink;
    }
}
