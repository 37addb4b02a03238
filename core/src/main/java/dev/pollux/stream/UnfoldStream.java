package dev.pollux.stream;

import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#unfold}. */
final class UnfoldStream<S extends @Nullable Object, T> extends GuardedStream<T> {

    private final AsyncFunction<? super S, @Nullable Unfolded<T, S>> function;
    private @Nullable Unfolded<?, S>
            before; // holds the state for the next run; null while one is under way, and in the end
    private @Nullable Future<?> run;

    UnfoldStream(S seed, AsyncFunction<? super S, @Nullable Unfolded<T, S>> function) {
        this.before = new Unfolded<>("the seed", seed);
        this.function = function;
    }

    @Override
    @SuppressWarnings("unchecked") // it is the future of a run
    protected @Nullable Object step(Context cx) throws Exception {
        Unfolded<?, S> last = before;
        if (last != null) {
            if (!cx.consume()) { // a run need not make anybody wait
                return Poll.PENDING;
            }
            before = null;
            run = function.future(last.state());
        }
        Future<?> polled = run;
        if (polled == null) { // the end was told, or a run failed
            return null;
        }
        run = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            run = polled;
            return raw;
        }
        Unfolded<T, S> next = (Unfolded<T, S>) raw;
        before = next;
        return next == null ? null : next.value();
    }

    @Override
    protected @Nullable Throwable release() {
        Future<?> dropped = run;
        run = null;
        before = null;
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    protected boolean isOver() {
        return before == null && run == null;
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<?> seen = run;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public String toString() {
        return "unfold";
    }
}
