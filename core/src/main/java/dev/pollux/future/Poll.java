package dev.pollux.future;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one poll: a value, or nothing yet.
 *
 * <p>On JDK 21 and later it can be taken apart by a pattern switch: {@code case Poll.Ready<String>(var value)} and {@code
 * case Poll.Pending<String> p} are exhaustive.
 *
 * @param <T> the type of the value
 */
public sealed interface Poll<T extends @Nullable Object> {

    /**
     * What the engine's protocol ({@link Future#pollRaw}) answers instead of a value. It is no poll itself, so that a poll can
     * be the value of a future.
     */
    Object PENDING = RawPending.PENDING;

    /**
     * The computation finished.
     *
     * @param value what it produced, possibly {@code null}
     * @param <T> the type of the value
     */
    record Ready<T extends @Nullable Object>(T value) implements Poll<T> {}

    /**
     * The computation has not finished. The waker it was polled with will be called when a poll is worth repeating.
     *
     * @param <T> the type of the value that is waited for
     */
    final class Pending<T extends @Nullable Object> implements Poll<T> {
        private static final Pending<?> INSTANCE = new Pending<>();

        private Pending() {}

        @Override
        public String toString() {
            return "Pending";
        }
    }

    /**
     * Returns a ready outcome.
     *
     * @param value the value
     * @param <T> the type of the value
     * @return the outcome holding {@code value}
     */
    static <T extends @Nullable Object> Poll<T> ready(T value) {
        return new Ready<>(value);
    }

    /**
     * Returns the shared pending outcome.
     *
     * @param <T> the type of the value that is waited for
     * @return the pending outcome
     */
    @SuppressWarnings("unchecked") // Pending holds no T
    static <T extends @Nullable Object> Poll<T> pending() {
        return (Poll<T>) Pending.INSTANCE;
    }

    /**
     * Turns an answer of {@link Future#pollRaw} into a poll.
     *
     * @param raw a value of type {@code T}, or {@link #PENDING}
     * @param <T> the type of the value
     * @return the same answer
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // pollRaw of a Future<T> returns a T or PENDING
    static <T extends @Nullable Object> Poll<T> ofRaw(@Nullable Object raw) {
        return raw == PENDING ? pending() : ready((T) raw);
    }

    /**
     * Tells whether there is a value.
     *
     * @return {@code true} if the computation finished
     */
    default boolean isReady() {
        return this instanceof Ready;
    }

    /**
     * Returns the value.
     *
     * @return the value, possibly {@code null}
     * @throws NoSuchElementException if this is pending
     */
    default T get() {
        if (this instanceof Ready<T> ready) {
            return ready.value();
        }
        throw new NoSuchElementException("pending");
    }
}
