package dev.pollux.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one step of {@link Streams#unfold} makes.
 *
 * @param value the next value of the stream
 * @param state what the step after this one is given
 * @param <T> the type of the value
 * @param <S> the type of the state
 */
public record Unfolded<T, S extends @Nullable Object>(T value, S state) {

    /**
     * Refuses {@code null} as a value.
     *
     * @param value as above
     * @param state as above
     */
    public Unfolded {
        Objects.requireNonNull(value, "value: a stream has no null; return null instead of an Unfolded to end it");
    }
}
