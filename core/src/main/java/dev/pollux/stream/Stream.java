package dev.pollux.stream;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * Values that come one after the other. Like a future, a stream is a recipe: it does nothing until it is polled.
 *
 * <p>Inside an async block one writes
 *
 * <pre>{@code
 * for (var line = lines.next().await(); line != null; line = lines.next().await()) {
 *     show(line);
 * }
 * }</pre>
 *
 * <p>A value is never {@code null}: that is how the end is told, as {@link java.io.BufferedReader#readLine} does.
 *
 * <h2>Rules for who polls</h2>
 *
 * <ul>
 *   <li>One poll at a time, and never a poll and a {@link #drop} at the same time.
 *   <li>After the end every poll answers the end again.
 *   <li>A poll that fails says nothing about the next one: unless a stream tells otherwise, it may go on after a failure.
 *   <li>A stream that was polled, has not ended and is no longer wanted must be {@linkplain #drop dropped}.
 * </ul>
 *
 * <h2>Rules for who implements</h2>
 *
 * <ul>
 *   <li>A pending poll has arranged that the waker of its context is woken when a poll is worth repeating. Only the waker of the
 *       latest poll counts.
 *   <li>A poll never waits. Polls without a wake-up before them happen, and must be harmless.
 * </ul>
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface Stream<T> {

    /**
     * Moves on to the next value as far as it goes without waiting.
     *
     * @param cx carries the waker to call when another poll is worth while
     * @return the value; {@code Poll.ready(null)} at the end; {@link Poll#pending()} after arranging a wake-up
     * @throws Exception a failure, in place of a value
     */
    Poll<@Nullable T> pollNext(Context cx) throws Exception;

    /**
     * Polls in the engine's protocol: the bare value, {@code null} at the end, or {@link Poll#PENDING}. For the library's own
     * streams; everybody else implements and calls {@link #pollNext}; the two always agree.
     *
     * @param cx as for {@link #pollNext}
     * @return the value (a {@code T}), {@code null} at the end, or {@link Poll#PENDING}
     * @throws Exception as for {@link #pollNext}
     */
    default @Nullable Object pollNextRaw(Context cx) throws Exception {
        Poll<@Nullable T> answer = pollNext(cx);
        if (answer instanceof Poll.Ready<@Nullable T> ready) {
            return ready.value();
        }
        if (answer == null) { // taken for pending, it would hang without a word
            throw new NullPointerException(
                    "pollNext() of " + getClass().getName()
                            + " returned null; it must return Poll.ready(value), Poll.ready(null) at the end, or Poll.pending()");
        }
        return Poll.PENDING;
    }

    /**
     * Releases everything the stream holds. Harmless before the first poll, after the end, and when repeated. If clean-up code
     * throws, the rest of the clean-up still runs.
     *
     * @throws IllegalStateException if called from inside this stream's own poll
     */
    default void drop() {}

    /**
     * Tells how many values are still to come, as far as that is known.
     *
     * @return the bounds
     */
    default SizeHint sizeHint() {
        return SizeHint.UNKNOWN;
    }

    /**
     * Tells whether it is known that nothing will come any more.
     *
     * @return {@code true} if every further poll would answer the end
     */
    default boolean isTerminated() {
        return false;
    }

    /**
     * Waits for the next value.
     *
     * @return a future of the value, or of {@code null} at the end; it fails with a failure of the stream
     * @cancel Safe: the stream is not dropped with it, and a value that was not taken stays in the stream.
     * @cost One object.
     */
    @CancelSafe
    default Future<@Nullable T> next() {
        return new Next<>(this);
    }
}
