package dev.pollux.internal;

/** Throws what the compiler would not let through. */
public final class Sneaky {

    private Sneaky() {}

    /**
     * Throws a failure as it is.
     *
     * @param failure what to throw
     * @param <E> makes the compiler believe that it is unchecked
     * @return never; lets callers write {@code throw}
     * @throws E always
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is the trick
    public static <E extends Throwable> RuntimeException rethrow(Throwable failure) throws E {
        throw (E) failure;
    }
}
