package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * One of two things, of different types. What {@link Futures#either} yields.
 *
 * <p>Two futures of the same type need none: any condition chooses between them, since both are a {@code Future<T>}.
 *
 * @param <L> the type of the left one
 * @param <R> the type of the right one
 * @origin futures-rs Either (0.3). Differs: a value, not a future.
 */
public sealed interface Either<L extends @Nullable Object, R extends @Nullable Object> {

    /**
     * The left one.
     *
     * @param value what it is
     * @param <L> the type of the left one
     * @param <R> the type of the right one
     */
    record Left<L extends @Nullable Object, R extends @Nullable Object>(L value) implements Either<L, R> {

        @Override
        public <T extends @Nullable Object> T fold(
                Mapping<? super L, ? extends T> ofLeft, Mapping<? super R, ? extends T> ofRight) throws Exception {
            return ofLeft.apply(value);
        }
    }

    /**
     * The right one.
     *
     * @param value what it is
     * @param <L> the type of the left one
     * @param <R> the type of the right one
     */
    record Right<L extends @Nullable Object, R extends @Nullable Object>(R value) implements Either<L, R> {

        @Override
        public <T extends @Nullable Object> T fold(
                Mapping<? super L, ? extends T> ofLeft, Mapping<? super R, ? extends T> ofRight) throws Exception {
            return ofRight.apply(value);
        }
    }

    /**
     * Applies the one function or the other.
     *
     * @param ofLeft for a left one
     * @param ofRight for a right one
     * @param <T> the type of the result
     * @return the result of the function that fits
     * @throws Exception what that throws
     */
    <T extends @Nullable Object> T fold(Mapping<? super L, ? extends T> ofLeft, Mapping<? super R, ? extends T> ofRight)
            throws Exception;
}
