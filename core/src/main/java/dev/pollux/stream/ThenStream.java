package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#then}. */
final class ThenStream<T, R> extends AdapterStream<T, R> {

    private final Mapping<? super T, ? extends Future<? extends R>> next;
    private @Nullable Future<? extends R> current;

    ThenStream(Stream<T> source, Mapping<? super T, ? extends Future<? extends R>> next) {
        super(source);
        this.next = next;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Future<? extends R> polled = current;
        if (polled == null) {
            Object raw = pollSource(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            polled = UserFunctions.<T, Future<? extends R>>apply("then", next, valueOf(raw));
        }
        current = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            current = polled;
            return raw;
        }
        return UserFunctions.made("then, or its future,", raw);
    }

    @Override
    protected @Nullable Throwable release() {
        Future<? extends R> dropped = current;
        current = null;
        Throwable failure = dropped == null ? null : Failures.ofDropping(dropped);
        return Failures.add(failure, super.release());
    }

    @Override
    protected SizeHint hint() {
        return current == null ? sourceHint() : sourceHint().plus(SizeHint.exactly(1));
    }

    @Override
    protected boolean isOver() {
        return current == null && isSourceOver();
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<? extends R> seen = current;
        return seen == null ? super.children() : List.of(seen);
    }

    @Override
    public String toString() {
        return "then";
    }
}
