package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The body of a hand-written future, see {@link Futures#pollFn}.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface PollFunction<T extends @Nullable Object> {

    /**
     * Answers one poll, by the rules of {@link Future#poll}.
     *
     * @param cx carries the waker to call when another poll is worth while
     * @return the value, or {@link Poll#pending()} after arranging a wake-up
     * @throws Exception the failure
     */
    Poll<T> poll(Context cx) throws Exception;
}
