package dev.pollux.stream;

/**
 * How many elements of a collection are worked on at once, made by {@link Streams#concurrent}.
 *
 * @param limit at most so many
 */
public record Concurrency(int limit) {

    /**
     * Checks the limit.
     *
     * @param limit as above
     * @throws IllegalArgumentException if it is not positive
     */
    public Concurrency {
        Limits.positive(limit, "limit");
    }
}
