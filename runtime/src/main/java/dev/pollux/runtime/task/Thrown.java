package dev.pollux.runtime.task;

/** Throws what was caught elsewhere: the very object, whatever its type. */
public final class Thrown {

    private Thrown() {}

    /**
     * Throws {@code failure} as it is.
     *
     * @param failure anything at all
     * @param <E> inferred
     * @return never; lets callers write {@code throw}
     * @throws E always
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is the trick
    public static <E extends Throwable> RuntimeException rethrow(Throwable failure) throws E {
        throw (E) failure;
    }
}
