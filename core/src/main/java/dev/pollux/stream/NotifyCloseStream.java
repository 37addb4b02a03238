package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#notifyClose}. */
final class NotifyCloseStream<T> extends AdapterStream<T, Optional<T>> {

    private boolean notified;

    NotifyCloseStream(Stream<T> source) {
        super(source);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (notified) {
            return null;
        }
        Object raw = pollSource(cx);
        if (raw == Poll.PENDING) {
            return raw;
        }
        notified = raw == null;
        return Optional.ofNullable(raw);
    }

    @Override
    protected SizeHint hint() {
        return sourceHint().plus(SizeHint.exactly(1));
    }

    @Override
    protected boolean isOver() {
        return notified;
    }

    @Override
    public String toString() {
        return "notifyClose";
    }
}
