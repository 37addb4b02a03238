package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a future came to, as a value: so that a failure can be kept, compared and passed on.
 *
 * <p>{@link #get} undoes it: the value is returned, or the very failure thrown.
 *
 * @param <T> the type of the value
 * @see Future#catching
 * @origin Rust's Result, and what futures-rs FutureExt::catch_unwind yields.
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /**
     * The future yielded a value.
     *
     * @param value what it yielded
     * @param <T> the type of the value
     */
    record Completed<T extends @Nullable Object>(T value) implements Outcome<T> {

        @Override
        public T get() {
            return value;
        }
    }

    /**
     * The future threw.
     *
     * @param failure the very object that it threw
     * @param <T> the type of the value that there is not
     */
    record Failed<T extends @Nullable Object>(Throwable failure) implements Outcome<T> {

        /**
         * Checks that there is a failure.
         *
         * @param failure as above
         */
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public T get() {
            throw Sneaky.<RuntimeException>rethrow(failure);
        }
    }

    /**
     * Returns the value or throws the failure.
     *
     * @return the value
     * @throws Exception the failure, neither wrapped nor copied
     */
    T get() throws Exception;

    /**
     * Tells whether there is a value.
     *
     * @return {@code false} if there is a failure
     */
    default boolean isCompleted() {
        return this instanceof Completed;
    }
}
