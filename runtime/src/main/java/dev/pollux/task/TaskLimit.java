package dev.pollux.task;

/**
 * How many tasks run at once, made by {@link TaskStreams#tasks}.
 *
 * @param limit at most so many
 */
public record TaskLimit(int limit) {

    /**
     * Checks the limit.
     *
     * @param limit as above
     * @throws IllegalArgumentException if it is not positive
     */
    public TaskLimit {
        if (limit <= 0) {
            throw new IllegalArgumentException(
                    "limit is " + limit + " but must be positive; pass Integer.MAX_VALUE for no limit");
        }
    }
}
