package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * A function that may fail with any exception. It runs inside a poll, hence must not wait.
 *
 * @param <T> the type of what it takes
 * @param <R> the type of what it returns
 */
@FunctionalInterface
public interface Mapping<T extends @Nullable Object, R extends @Nullable Object> {

    /**
     * Applies the function.
     *
     * @param value the argument
     * @return the result
     * @throws Exception the failure
     */
    R apply(T value) throws Exception;
}
