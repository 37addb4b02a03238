package dev.pollux.stream;

/**
 * A value and its number, see {@link Stream#enumerate}.
 *
 * @param index so many values came before it
 * @param value the value
 * @param <T> the type of the value
 */
public record Enumerated<T>(long index, T value) {}
