package dev.pollux.future;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Futures#using(Future, AsyncFunction)}. */
final class Using<R extends @Nullable AsyncCloseable, T extends @Nullable Object> extends GuardedFuture<T> {

    private final AsyncFunction<? super R, ? extends T> block;
    private @Nullable Future<? extends R> opening; // null once the resource is there
    private @Nullable Future<? extends T> use; // null before, and once it is finished
    private @Nullable Closing closing; // null before the resource is there, and once it is closed
    private @Nullable Object value;
    private @Nullable Throwable failure;

    Using(Future<? extends R> opening, AsyncFunction<? super R, ? extends T> block) {
        this.opening = opening;
        this.block = block;
    }

    Using(R resource, AsyncFunction<? super R, ? extends T> block) {
        this.block = block;
        begin(resource);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (opening != null && !open(opening, cx)) {
            return Poll.PENDING;
        }
        if (use != null && !use(use, cx)) {
            return Poll.PENDING;
        }
        try {
            if (Objects.requireNonNull(closing).pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        } catch (Throwable t) {
            failure = Failures.add(failure, t);
        }
        closing = null;
        Failures.throwIfAny(failure);
        return value;
    }

    private boolean open(Future<? extends R> polled, Context cx) throws Exception {
        opening = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            opening = polled;
            return false;
        }
        beginWith(raw);
        return true;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // pollRaw of a Future<R> returned it
    private void beginWith(@Nullable Object raw) {
        begin((R) raw);
    }

    private void begin(R resource) {
        closing = new Closing(resource);
        use = Futures.async(block, resource);
    }

    private boolean use(Future<? extends T> polled, Context cx) {
        use = null;
        try {
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                use = polled;
                return false;
            }
            value = raw;
        } catch (Throwable t) {
            failure = t;
        }
        return true;
    }

    @Override
    protected @Nullable Throwable release() {
        if (opening != null) {
            Future<?> dropped = opening;
            opening = null;
            return Failures.ofDropping(dropped);
        }
        Closing left = closing;
        if (left == null) {
            return null;
        }
        closing = null;
        if (use != null) {
            left.dropFirst(use);
            use = null;
        }
        return Failures.ofLeaving(left);
    }

    @Override
    protected List<? extends Future<?>> children() {
        for (Future<?> seen : new Future<?>[] {opening, use, closing}) {
            if (seen != null) {
                return List.of(seen);
            }
        }
        return List.of();
    }

    @Override
    public String toString() {
        return "using";
    }
}
