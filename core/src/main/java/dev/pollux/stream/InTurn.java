package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a future for each value of a stream, one after the other: {@link Stream#forEachAsync}, {@link Streams#mapAsync}. */
final class InTurn<T, R extends @Nullable Object, A extends @Nullable Object> extends GuardedFuture<A> {

    private final String name;
    private final Mapping<? super T, ? extends Future<? extends R>> next;
    private final Consumer<? super R> results;
    private final A end;
    private @Nullable Stream<? extends T> source; // null once it has ended
    private @Nullable Future<? extends R> current;

    /** Gives each result to {@code results} and yields {@code end} when all is done. */
    InTurn(
            Stream<? extends T> source,
            String name,
            Mapping<? super T, ? extends Future<? extends R>> next,
            Consumer<? super R> results,
            A end) {
        this.source = source;
        this.name = name;
        this.next = next;
        this.results = results;
        this.end = end;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        do {
            if (current == null && !begin(cx)) {
                return source == null ? end : Poll.PENDING;
            }
            if (!isFinished(cx)) {
                return Poll.PENDING;
            }
        } while (cx.consume());
        return Poll.PENDING;
    }

    /** Takes a value and makes its future; answers no if there is none now. */
    @SuppressWarnings("unchecked") // a raw answer of a Stream<T> that is neither the end nor PENDING is a T
    private boolean begin(Context cx) throws Exception {
        Object raw = Objects.requireNonNull(source).pollNextRaw(cx);
        if (raw == null) {
            source = null;
        }
        if (raw == null || raw == Poll.PENDING) {
            return false;
        }
        current = UserFunctions.<T, Future<? extends R>>apply(name, next, (T) raw);
        return true;
    }

    /** Polls the future; answers no if it is not finished. */
    @SuppressWarnings({"unchecked", "NullAway"}) // a raw answer of a Future<R> other than PENDING is an R
    private boolean isFinished(Context cx) throws Exception {
        Future<? extends R> polled = Objects.requireNonNull(current);
        current = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            current = polled;
            return false;
        }
        results.accept((R) raw);
        return true;
    }

    @Override
    protected @Nullable Throwable release() {
        Future<? extends R> running = current;
        Stream<? extends T> dropped = source;
        current = null;
        source = null;
        Throwable failure = running == null ? null : Failures.ofDropping(running);
        return Failures.add(failure, AwaitedStream.ofDropping(dropped));
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<? extends R> running = current;
        return running != null ? List.of(running) : AwaitedStream.listOf(source);
    }

    @Override
    public String toString() {
        return name;
    }
}
