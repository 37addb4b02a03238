package dev.pollux.runtime.task;

/** Throws what was caught elsewhere: the very object, whatever its type. */
final class Thrown {

    private Thrown() {}

    /**
     * Throws {@code failure} as it is.
     *
     * @return never; lets callers write {@code throw}
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is the trick
    static <E extends Throwable> RuntimeException rethrow(Throwable failure) throws E {
        throw (E) failure;
    }
}
