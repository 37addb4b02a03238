package dev.pollux.future;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions that wait for the first of several, for {@link Futures} to inherit. */
class Choices extends TryJoins {

    Choices() {}

    /**
     * Waits for the first of several branches, drops the others, and yields what the winner's handler returns.
     *
     * <pre>{@code
     * select(when(socket.read(buffer), n -> "got " + n),
     *        when(sleep(Duration.ofSeconds(5)), none -> "too late")).await()
     * }</pre>
     *
     * @param branches at least one, each made by {@link #when}
     * @param <R> the type of the result
     * @return the future; {@link Select#biased} and {@link Select#seed} change the order in which it asks
     * @throws IllegalArgumentException if there is no branch
     * @cancel As safe as its branches, all of which are dropped. The same holds for the losers when there is a winner: branches
     *     that lose data when dropped want {@link #keep}.
     * @wakeup A wake-up of one branch polls all.
     * @cost Three objects, and two per branch.
     * @origin tokio::select (1.53). Differs: a random order instead of a random start, since with a random start the branch
     *     that follows slow ones wins more often.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <R extends @Nullable Object> Select<R> select(Branch<? extends R>... branches) {
        return new Select<>(branches);
    }

    /**
     * Makes a branch for {@link #select}.
     *
     * @param future what to wait for
     * @param handler takes the value if this branch wins, after the others were dropped; runs inside the poll, so it must not
     *     block
     * @param <T> the type of the value
     * @param <R> the type of the handler's result
     * @return the branch, good for one select
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Branch<R> when(
            Future<T> future, Mapping<? super T, ? extends R> handler) {
        return new Branch<>(Objects.requireNonNull(future, "future"), Objects.requireNonNull(handler, "handler"));
    }

    /**
     * Waits for the first of several futures and drops the others: a {@link #select} whose handlers return the value.
     *
     * @param futures at least one
     * @param <T> the type of the values
     * @return a future of the winner's value; if the drop of a loser fails, of that failure
     * @throws IllegalArgumentException if there is no future
     * @cancel As for {@link #select}.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Select<T> race(Future<? extends T>... futures) {
        return race(List.of(futures));
    }

    /**
     * Does for a list of futures what {@link #race(Future[])} does for its arguments.
     *
     * @param futures copied; at least one
     * @param <T> the type of the values
     * @return a future of the winner's value
     * @throws IllegalArgumentException if there is no future
     * @cancel As for {@link #select}.
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    public static <T extends @Nullable Object> Select<T> race(List<? extends Future<? extends T>> futures) {
        Branch<T>[] branches = new Branch[futures.size()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = when(futures.get(i), value -> value);
        }
        return new Select<>(branches);
    }

    /**
     * Waits for the first of two futures of different types and drops the other.
     *
     * @param left a branch
     * @param right a branch
     * @param <L> the type of the left value
     * @param <R> the type of the right value
     * @return a future that tells which of the two it was; if the drop of the loser fails, of that failure
     * @cancel As for {@link #select}.
     * @origin futures-rs select (0.3). Differs: the loser is dropped; {@link #keep} lends it instead.
     */
    public static <L extends @Nullable Object, R extends @Nullable Object> Select<Either<L, R>> either(
            Future<L> left, Future<R> right) {
        return select(when(left, Either.Left::new), when(right, Either.Right::new));
    }

    /**
     * Waits for the first of several futures and hands the others back.
     *
     * <pre>{@code
     * var first = selectAll(replies).await();
     * show(first.index(), first.get());
     * replies = first.rest();                 // once empty there is nothing left to select
     * }</pre>
     *
     * <p>For more than some ten futures, or when others join them, {@link FuturesUnordered} is the better tool.
     *
     * @param futures copied; at least one
     * @param <T> the type of the values
     * @return a future of the first, which fails with nothing of its own: a failure is an {@link Outcome}, too
     * @throws IllegalArgumentException if there is no future
     * @cancel Drops all futures, in their order.
     * @wakeup A wake-up of one future polls all.
     * @cost Some objects per future.
     * @origin futures-rs select_all (0.3). Differs: the rest keeps its order; each poll asks in a fresh random order.
     */
    @LosesData
    public static <T extends @Nullable Object> Future<Selected<T>> selectAll(
            List<? extends Future<? extends T>> futures) {
        return new SelectAll<>(futures);
    }

    /**
     * Waits for the first of several futures to succeed, and drops the others.
     *
     * @param futures copied; at least one
     * @param <T> the type of the values
     * @return a future of the first value. If all fail, of the last failure, with the others suppressed in it in the order in which
     *     they came; if the drop of a loser fails, of that failure
     * @throws IllegalArgumentException if there is no future
     * @cancel Drops the futures that are unfinished, in their order.
     * @cost Some objects per future. A wake-up of one future polls that one alone.
     * @origin futures-rs select_ok (0.3). Differs: failures before the last one are suppressed, not lost.
     */
    @LosesData
    public static <T extends @Nullable Object> Future<T> selectOk(Collection<? extends Future<? extends T>> futures) {
        return new SelectOk<>(futures);
    }

    /**
     * Makes a future that lends another to a combinator: dropping it does not drop the other.
     *
     * <p>This is the word for keeping a loser of a {@link #select} alive, to be awaited or lent again.
     *
     * @param future polled through the returned future; whoever keeps it must finish or drop it
     * @param <T> the type of the value
     * @return the future to hand out
     * @cancel Safe: the future goes on where it stood. It may still wake the waker of its latest poll.
     */
    @CancelSafe
    public static <T extends @Nullable Object> Future<T> keep(Future<T> future) {
        return new KeptFuture<>(Objects.requireNonNull(future, "future"));
    }
}
