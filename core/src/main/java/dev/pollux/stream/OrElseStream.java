package dev.pollux.stream;

import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#orElse} and {@link Stream#exceptionally}. */
final class OrElseStream<T> extends AdapterStream<T, T> {

    private final String name;
    private @Nullable Mapping<? super Throwable, ? extends Stream<? extends T>> fallback; // null once it was called
    private @Nullable Throwable failure; // set while the failed source cleans up
    private @Nullable CleanUp rest;

    OrElseStream(Stream<T> source, String name, Mapping<? super Throwable, ? extends Stream<? extends T>> fallback) {
        super(source);
        this.name = name;
        this.fallback = fallback;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (failure != null) {
            return goOn(failure, cx);
        }
        try {
            return pollSource(cx);
        } catch (Throwable t) {
            if (fallback == null) {
                throw t;
            }
            failure = t;
            return leaveSource(t, cx);
        }
    }

    private @Nullable Object leaveSource(Throwable cause, Context cx) throws Exception {
        Stream<? extends T> failed = Objects.requireNonNull(takeSource());
        try {
            rest = CleanUp.ofDropping(new AwaitedStream(failed), cx);
        } catch (Throwable dropping) {
            Failures.add(cause, dropping);
        }
        return goOn(cause, cx);
    }

    private @Nullable Object goOn(Throwable cause, Context cx) throws Exception {
        try {
            if (rest != null && rest.pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        } catch (Throwable dropping) {
            Failures.add(cause, dropping);
        }
        rest = null;
        failure = null;
        var called = Objects.requireNonNull(fallback);
        fallback = null;
        continueWith(UserFunctions.<Throwable, Stream<? extends T>>apply(name, called, cause));
        return pollSource(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        CleanUp left = rest;
        rest = null;
        return left == null ? super.release() : Failures.ofLeaving(left);
    }

    @Override
    protected SizeHint hint() {
        return fallback == null ? sourceHint() : SizeHint.UNKNOWN;
    }

    @Override
    protected boolean isOver() {
        return failure == null && isSourceOver();
    }

    @Override
    protected List<? extends Future<?>> children() {
        CleanUp left = rest;
        return left == null ? super.children() : List.of(left);
    }

    @Override
    public String toString() {
        return name;
    }
}
