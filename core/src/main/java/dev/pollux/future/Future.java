package dev.pollux.future;

import java.util.Objects;
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
        return new MappedFuture<>(this, Objects.requireNonNull(mapping, "mapping"));
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
        return new ChainedFuture<>(this, Objects.requireNonNull(next, "next"));
    }
}
