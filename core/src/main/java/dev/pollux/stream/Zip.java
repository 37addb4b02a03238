package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Join2;
import dev.pollux.future.Poll;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#zip}. */
final class Zip<A, B> extends Pair<A, B, Join2<A, B>> {

    private @Nullable A waitingLeft; // for a right one

    private @Nullable B waitingRight;

    Zip(Stream<? extends A> left, Stream<? extends B> right) {
        super(left, right);
    }

    @Override
    @SuppressWarnings("unchecked") // raw answers that are neither the end nor PENDING are an A and a B
    protected @Nullable Object step(Context cx) throws Exception {
        if (waitingLeft == null) {
            Object raw = poll(StreamSide.LEFT, cx);
            waitingLeft = raw == Poll.PENDING ? null : (A) raw;
        }
        if (waitingRight == null) {
            Object raw = poll(StreamSide.RIGHT, cx);
            waitingRight = raw == Poll.PENDING ? null : (B) raw;
        }
        A first = waitingLeft;
        B second = waitingRight;
        if (first == null || second == null) {
            return isOver() ? null : Poll.PENDING;
        }
        waitingLeft = null;
        waitingRight = null;
        return new Join2<>(first, second);
    }

    @Override
    protected @Nullable Throwable release() {
        waitingLeft = null;
        waitingRight = null;
        return super.release();
    }

    @Override
    protected boolean isOver() {
        return (waitingLeft == null && left == null) || (waitingRight == null && right == null);
    }

    @Override
    protected SizeHint hint() {
        SizeHint first = withWaiting(hintOf(left), waitingLeft);
        SizeHint second = withWaiting(hintOf(right), waitingRight);
        long lower = Math.min(first.lower(), second.lower());
        return new SizeHint(lower, lesser(first.upper(), second.upper()));
    }

    private static SizeHint withWaiting(SizeHint hint, @Nullable Object waiting) {
        return waiting == null ? hint : hint.plus(SizeHint.exactly(1));
    }

    private static OptionalLong lesser(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }

    @Override
    public String toString() {
        return "zip";
    }
}
