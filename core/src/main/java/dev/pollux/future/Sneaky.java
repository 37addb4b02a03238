package dev.pollux.future;

/** Throws what the compiler would not let through. */
final class Sneaky {

    private Sneaky() {}

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
