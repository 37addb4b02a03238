package dev.pollux.stream;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose next value can be looked at before it is taken, see {@link Stream#peekable}.
 *
 * @param <T> the type of the values
 */
public final class Peekable<T> extends AdapterStream<T, T> {

    private @Nullable Object peeked; // null if the next value was not looked at yet
    private boolean peeking; // this poll leaves the value here

    Peekable(Stream<T> source) {
        super(source);
    }

    /**
     * Waits for the next value and leaves it in the stream.
     *
     * @return a future of the value, or of {@code null} at the end; it fails with a failure of the stream
     * @cancel Safe: nothing is taken.
     * @cost One object.
     */
    @CancelSafe
    public Future<@Nullable T> peek() {
        return new Peek("peek", value -> false, true);
    }

    /**
     * Takes the next value if a condition holds for it, and otherwise leaves it in the stream.
     *
     * @param condition asked once, unless the stream has ended
     * @return a future of the value that was taken, or of {@code null} if none was
     * @cancel Safe: dropped before it is ready, it has taken nothing.
     * @cost One object.
     */
    @CancelSafe
    public Future<@Nullable T> nextIf(Mapping<? super T, Boolean> condition) {
        return new Peek("nextIf", Objects.requireNonNull(condition, "condition"), false);
    }

    /**
     * Takes the next value if it equals another, and otherwise leaves it in the stream.
     *
     * @param expected the other
     * @return a future of the value that was taken, or of {@code null} if none was
     * @cancel As for {@link #nextIf}.
     */
    @CancelSafe
    public Future<@Nullable T> nextIfEq(Object expected) {
        Objects.requireNonNull(expected, "expected");
        return nextIf(expected::equals);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = peeked != null ? peeked : pollSource(cx);
        peeked = peeking && raw != Poll.PENDING ? raw : null;
        return raw;
    }

    private @Nullable Object pollPeek(Context cx) throws Exception {
        boolean before = peeking; // this may be a mistake: a poll from inside another
        peeking = true;
        try {
            return pollNextRaw(cx);
        } finally {
            peeking = before;
        }
    }

    @Override
    protected @Nullable Throwable release() {
        peeked = null;
        return super.release();
    }

    @Override
    protected SizeHint hint() {
        return peeked == null ? sourceHint() : sourceHint().plus(SizeHint.exactly(1));
    }

    @Override
    protected boolean isOver() {
        return peeked == null && isSourceOver();
    }

    @Override
    public String toString() {
        return "peekable";
    }

    private final class Peek extends GuardedFuture<@Nullable T> {

        private final String name;
        private final Mapping<? super T, Boolean> taking;
        private final boolean showing; // what is not taken

        Peek(String name, Mapping<? super T, Boolean> taking, boolean showing) {
            this.name = name;
            this.taking = taking;
            this.showing = showing;
        }

        @Override
        protected @Nullable Object step(Context cx) throws Exception {
            Object raw = pollPeek(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            if (UserFunctions.holds(name, taking, valueOf(raw))) {
                peeked = null;
                return raw;
            }
            return showing ? raw : null;
        }

        @Override
        protected @Nullable Throwable release() {
            return null;
        }

        @Override
        protected List<? extends Future<?>> children() {
            return AwaitedStream.listOf(Peekable.this);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
