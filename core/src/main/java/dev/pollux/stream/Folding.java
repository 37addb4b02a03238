package dev.pollux.stream;

import org.jspecify.annotations.Nullable;

/**
 * A function that takes a value into what came of the values before it. It runs inside a poll, hence must not wait.
 *
 * @param <A> the type of what comes of the values
 * @param <T> the type of the values
 * @param <R> the type of the result, {@code A} or one that may be {@code null} besides
 */
@FunctionalInterface
public interface Folding<A extends @Nullable Object, T, R extends @Nullable Object> {

    /**
     * Takes one more value in.
     *
     * @param before what came of the values before
     * @param value the value
     * @return what comes of them all
     * @throws Exception the failure
     */
    R apply(A before, T value) throws Exception;
}
