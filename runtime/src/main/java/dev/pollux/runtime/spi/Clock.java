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
}
