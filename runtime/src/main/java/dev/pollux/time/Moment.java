package dev.pollux.time;

import dev.pollux.runtime.spi.RuntimeContext;
import java.time.Duration;

/**
 * A point in time on the monotonic clock of a runtime.
 *
 * <p>Moments of one runtime compare with each other; those of two runtimes do not. The number means nothing by itself.
 *
 * @param nanos nanoseconds since the origin of the runtime's clock
 */
public record Moment(long nanos) implements Comparable<Moment> {

    /** Thirty years. A deadline beyond is brought back to this, so that no sum overflows. */
    private static final Duration FAR_FUTURE = Duration.ofDays(30L * 365);

    /**
     * Reads the clock of the current runtime.
     *
     * @return the present moment
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Moment now() {
        return new Moment(RuntimeContext.current().clock().nanoTime());
    }

    /**
     * Returns a later moment.
     *
     * @param duration how much later, at most thirty years (more counts as thirty); may be negative
     * @return the moment {@code duration} after this one
     */
    public Moment plus(Duration duration) {
        return new Moment(nanos + clampedNanos(duration));
    }

    /**
     * Returns the time from this moment to another.
     *
     * @param end the other moment
     * @return the distance, negative if {@code end} lies before this moment
     */
    public Duration until(Moment end) {
        return Duration.ofNanos(end.nanos - nanos);
    }

    /**
     * Tells whether this moment is earlier than another.
     *
     * @param other the other moment
     * @return {@code true} if this is strictly earlier
     */
    public boolean isBefore(Moment other) {
        return compareTo(other) < 0;
    }

    /** Compares by difference, as the clock may pass through the largest long. */
    @Override
    public int compareTo(Moment other) {
        return Long.signum(nanos - other.nanos);
    }

    /** Returns a duration in nanoseconds, within thirty years either way. */
    static long clampedNanos(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= FAR_FUTURE.toSeconds()) {
            return FAR_FUTURE.toNanos();
        }
        return seconds < -FAR_FUTURE.toSeconds() ? -FAR_FUTURE.toNanos() : duration.toNanos();
    }
}
