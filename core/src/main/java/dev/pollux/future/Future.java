package dev.pollux.future;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A computation that yields a value later, and does nothing until it is polled.
 *
 * <p>A future is a recipe. Creating one has no effect; each {@link #poll} moves it as far as it can get without waiting.
 * Inside an async block ({@link Futures#async(AsyncBlock)}) one writes {@code future.await()}; only executors and
 * combinators call {@link #poll}.
 *
 * <h2>Rules for who polls</h2>
 *
 * <ul>
 *   <li>One poll at a time, and never a poll and a {@link #drop} at the same time. Successive calls may come from different
 *       threads if each happens-before the next.
 *   <li>After a ready poll or a failed one the future is finished: polling it again throws {@link IllegalStateException}.
 *   <li>A future that was polled and is no longer wanted must be {@linkplain #drop dropped}.
 * </ul>
 *
 * <h2>Rules for who implements</h2>
 *
 * <ul>
 *   <li>A pending poll has arranged that the waker of <em>its</em> context is woken when a poll is worth repeating. Only the
 *       waker of the latest poll counts.
 *   <li>A poll never waits. Polls without a wake-up before them happen, and must be harmless.
 *   <li>A failure is thrown: the very object, neither wrapped nor copied.
 * </ul>
 *
 * @param <T> the type of the value; {@code null} is a legal value
 */
@FunctionalInterface
public interface Future<T extends @Nullable Object> {

    /**
     * Moves the computation forward as far as it goes without waiting.
     *
     * @param cx carries the waker to call when another poll is worth while
     * @return the value, or {@link Poll#pending()} after arranging a wake-up
     * @throws Exception the failure of the computation, which is then finished
     * @throws IllegalStateException if the future is finished or is being polled
     */
    Poll<T> poll(Context cx) throws Exception;

    /**
     * Polls in the engine's protocol: the bare value, or {@link Poll#PENDING}.
     *
     * <p>For code that the Pollux compiler generates and for the library's own futures: an answer in this form allocates
     * nothing. Everybody else implements and calls {@link #poll}; the two always agree.
     *
     * @param cx as for {@link #poll}
     * @return the value (a {@code T}), or {@link Poll#PENDING}
     * @throws Exception as for {@link #poll}
     * @throws NullPointerException if {@link #poll} returned {@code null}
     */
    default @Nullable Object pollRaw(Context cx) throws Exception {
        Poll<T> answer = poll(cx);
        if (answer instanceof Poll.Ready<T> ready) {
            return ready.value();
        }
        if (answer == null) { // taken for pending, it would hang without a word
            throw new NullPointerException("poll() of " + getClass().getName()
                    + " returned null; it must return Poll.ready(value) or Poll.pending()");
        }
        return Poll.PENDING;
    }

    /**
     * Cancels the computation now and releases everything it holds.
     *
     * <p>Harmless before the first poll, after completion, and when repeated. A suspended async block first drops the future
     * it awaits and then runs each open {@code finally} and {@code close}, innermost first. Once this method returns, no
     * waker given to this future will be called on its behalf.
     *
     * <p>If clean-up code throws, the rest of the clean-up still runs, and then the first failure is thrown from here with
     * later ones suppressed in it.
     *
     * @throws IllegalStateException if called from inside this future's own poll
     */
    default void drop() {}

    /**
     * Waits for the value without blocking the thread. Only inside async blocks, where the compiler replaces this call.
     *
     * @return the value of this future
     * @throws Exception the failure of this future
     * @throws NotWovenError if the Pollux compiler did not compile the caller; the message says how to cure it
     */
    default T await() throws Exception {
        throw new NotWovenError();
    }

    /**
     * Applies a function to the value once it is there.
     *
     * @param mapping runs at most once, inside the poll that finishes this future
     * @param <R> the type of its result
     * @return a future of the result; it fails with the failure of this future or of {@code mapping}
     * @cancel As safe as this future: the function runs in the very poll that yields the value.
     * @cost One object.
     */
    default <R extends @Nullable Object> Future<R> map(Mapping<? super T, ? extends R> mapping) {
        return new MappedFuture<>("map", this, Objects.requireNonNull(mapping, "mapping"));
    }

    /**
     * Goes on with another future once the value is there.
     *
     * @param next runs at most once, inside the poll that finishes this future; its future is polled at once
     * @param <R> the type of the final value
     * @return a future of the value of the second future; it fails with the failure of whichever step fails
     * @cancel What the first future yielded is gone if the second is dropped half-way.
     * @cost One object, besides what {@code next} makes.
     */
    @LosesData
    default <R extends @Nullable Object> Future<R> andThen(Mapping<? super T, ? extends Future<? extends R>> next) {
        return new ChainedFuture<>("andThen", this, Objects.requireNonNull(next, "next"));
    }

    /**
     * Looks at the value on its way, and lets it through.
     *
     * @param look runs at most once, inside the poll that finishes this future; what it throws fails the result
     * @return a future of the same value
     * @cancel As for {@link #map}.
     * @cost One object, and one for the function.
     * @origin futures-rs FutureExt::inspect (0.3).
     */
    default Future<T> inspect(Consumer<? super T> look) {
        Objects.requireNonNull(look, "look");
        return new MappedFuture<>("inspect", this, value -> {
            look.accept(value);
            return value;
        });
    }

    // ---------------------------------------------------------------- what to do with a failure

    /**
     * Makes the failure a value, so that it can be looked at, kept or passed on.
     *
     * @return a future that yields an {@link Outcome} and never fails; whatever is thrown is caught, errors included
     * @cancel As safe as this future.
     * @cost One object, and one for the outcome.
     * @origin futures-rs FutureExt::catch_unwind (0.3).
     */
    default Future<Outcome<T>> catching() {
        return new CatchingFuture<>(this);
    }

    /**
     * Turns a failure into a value.
     *
     * @param recovery is given the very failure; runs at most once, inside the poll that meets it. What it throws takes the place of
     *     the failure
     * @return a future of the value of this future, or else of that of {@code recovery}
     * @cancel As for {@link #map}.
     * @cost One object.
     * @origin CompletionStage::exceptionally, and futures-rs TryFutureExt::unwrap_or_else (0.3). Differs: nothing is wrapped.
     */
    default Future<T> exceptionally(Mapping<? super Throwable, ? extends T> recovery) {
        return RecoveredFuture.exceptionally(this, recovery);
    }

    /**
     * Goes on with another future after a failure.
     *
     * @param next is given the very failure; runs at most once, inside the poll that meets it. Its future is polled at once
     * @return a future of the value of this future, or else of that of the second, whose failure is then final
     * @cancel Drops whichever of the two is running.
     * @cost One object, besides what {@code next} makes.
     * @origin futures-rs TryFutureExt::or_else (0.3); CompletionStage::exceptionallyCompose.
     */
    default Future<T> orElse(Mapping<? super Throwable, ? extends Future<? extends T>> next) {
        return new OrElse<>(this, Objects.requireNonNull(next, "next"));
    }

    /**
     * Puts another failure in place of the one that was thrown.
     *
     * @param mapping is given the very failure, which is lost unless the new one has it as its cause; runs at most once
     * @return a future of the same value
     * @cancel As for {@link #map}.
     * @cost One object, and one for the function.
     * @origin futures-rs TryFutureExt::map_err (0.3).
     */
    default Future<T> mapErr(Mapping<? super Throwable, ? extends Throwable> mapping) {
        return RecoveredFuture.mapErr(this, mapping);
    }

    /**
     * Looks at the failure on its way, and lets it through.
     *
     * @param look runs at most once; what it throws is suppressed in the failure
     * @return a future of the same value
     * @cancel As for {@link #map}.
     * @cost One object, and one for the function.
     * @origin futures-rs TryFutureExt::inspect_err (0.3).
     */
    default Future<T> inspectErr(Consumer<? super Throwable> look) {
        return RecoveredFuture.inspectErr(this, look);
    }

    // ---------------------------------------------------------------- who polls, and when

    /**
     * Makes a future that may be polled after its end.
     *
     * @return a future of the same value, which is pending for ever once it yielded it, failed or was dropped
     * @cancel As safe as this future.
     * @cost One object.
     */
    default Fused<T> fuse() {
        return new Fused<>(this);
    }

    /**
     * Lets several tasks wait for this future, which then runs once for all of them.
     *
     * <p>The result serves one of them; each other one needs its own, which {@link Shared#share} makes. From here on this future
     * is to be polled through them only.
     *
     * @return the first consumer
     * @cancel A consumer that is dropped takes nothing from the others; with the last one, this future is dropped.
     * @cost Some objects for all, and two for each consumer.
     */
    default Shared<T> shared() {
        return Shared.first(this);
    }

    /**
     * Polls once, and drops this future if it is pending. For plain code that asks whether something is there; it never waits, and
     * nobody is woken.
     *
     * @return the value, or {@link Poll#pending()} if it would have had to wait
     * @throws Exception the failure of this future, or of its drop
     * @origin futures-rs FutureExt::now_or_never (0.3).
     */
    default Poll<T> nowOrNever() throws Exception {
        Poll<T> answer = poll(Context.of(Waker.noop()));
        if (!answer.isReady()) {
            drop();
        }
        return answer;
    }
}
