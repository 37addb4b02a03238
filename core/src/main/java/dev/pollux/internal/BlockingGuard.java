package dev.pollux.internal;

import java.util.Objects;

/** Where a runtime says on which of its threads nobody may block. Core itself knows no threads. */
public final class BlockingGuard {

    private static volatile Runnable check = () -> {};

    private BlockingGuard() {}

    /**
     * Sets the check. The last one counts.
     *
     * @param guard throws {@link IllegalStateException} on a thread that must not be blocked
     */
    public static void install(Runnable guard) {
        check = Objects.requireNonNull(guard, "guard");
    }

    /**
     * Checks whether the calling thread may be blocked.
     *
     * @throws IllegalStateException if it may not
     */
    public static void check() {
        check.run();
    }
}
