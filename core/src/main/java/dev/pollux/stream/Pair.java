package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream that is made of two others, which it polls together. */
abstract class Pair<A, B, T> extends GuardedStream<T> {

    @Nullable Stream<? extends A> left; // null once it has ended

    @Nullable Stream<? extends B> right; // null once it has ended

    Pair(Stream<? extends A> left, Stream<? extends B> right) {
        this.left = Objects.requireNonNull(left, "stream");
        this.right = Objects.requireNonNull(right, "other stream");
    }

    /** Polls one side, and forgets it at its end. */
    final @Nullable Object poll(StreamSide side, Context cx) throws Exception {
        Stream<?> polled = side == StreamSide.LEFT ? left : right;
        if (polled == null) {
            return null;
        }
        Object raw = polled.pollNextRaw(cx);
        if (raw == null) {
            forget(side);
        }
        return raw;
    }

    private void forget(StreamSide side) {
        if (side == StreamSide.LEFT) {
            left = null;
        } else {
            right = null;
        }
    }

    static SizeHint hintOf(@Nullable Stream<?> side) {
        return side == null ? SizeHint.NONE : side.sizeHint();
    }

    static boolean isOver(@Nullable Stream<?> side) {
        return side == null || side.isTerminated();
    }

    @Override
    protected @Nullable Throwable release() {
        Stream<?> first = left;
        Stream<?> second = right;
        left = null;
        right = null;
        Throwable failure = AwaitedStream.ofDropping(first);
        return Failures.add(failure, AwaitedStream.ofDropping(second));
    }

    @Override
    protected List<? extends Future<?>> children() {
        return AwaitedStream.listOf(left, right);
    }
}
