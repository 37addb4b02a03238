package dev.pollux.runtime.schedule;

/** Knows which threads run async code, and so must not block. */
public final class AsyncThreads {

    private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

    private AsyncThreads() {}

    /**
     * Tells whether the calling thread polls futures for a runtime.
     *
     * @return {@code true} on a worker, and inside {@code blockOn}
     */
    public static boolean isCurrent() {
        return INSIDE.get() != null;
    }

    /**
     * Refuses a blocking operation inside async code.
     *
     * @param operation what the caller called
     * @param cure what to do instead
     * @throws IllegalStateException if the calling thread runs async code
     */
    public static void refuse(String operation, String cure) {
        if (isCurrent()) {
            throw new IllegalStateException(
                    operation + " was called inside async code, on a thread that other tasks need: it"
                            + " would block them all, perhaps for ever. " + cure);
        }
    }

    static void enter() {
        INSIDE.set(Boolean.TRUE);
    }

    static void exit() {
        INSIDE.remove();
    }
}
