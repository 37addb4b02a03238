package dev.pollux.runtime.spi;

/** A monotonic clock. */
@FunctionalInterface
public interface Clock {

    /**
     * Reads the clock.
     *
     * @return nanoseconds since an arbitrary origin; never less than an earlier answer
     */
    long nanoTime();

    /**
     * Tells whether the clock moves by itself.
     *
     * @return {@code false} if it stands still until somebody sets it; waiting for a time of it is then in vain
     */
    default boolean isRunning() {
        return true;
    }
}
