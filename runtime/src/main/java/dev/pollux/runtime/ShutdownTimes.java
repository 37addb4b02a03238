package dev.pollux.runtime;

import java.time.Duration;

/**
 * Until when each part of a shutdown may take. Real time, whatever clock the runtime's timers use.
 *
 * @param start when it began, on {@link System#nanoTime}
 * @param drain how many nanoseconds what drains may take
 * @param scopes how long running scopes may take, which cannot be asked to finish
 * @param work how long clean-up and blocking jobs may take; counted from the start, too
 * @param total how long interrupted jobs and stuck workers are waited for; counted from the start, too
 */
record ShutdownTimes(long start, long drain, long scopes, long work, long total) {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** What interrupted jobs and the workers get to leave, at the end of the time. */
    private static final long LONGEST_FAREWELL = 50_000_000;

    private static final int FAREWELLS_IN_TOTAL = 10;

    /** Divides a time: clean-up gets as much as one clean-up may take, what drains gets the rest, but at least a half. */
    static ShutdownTimes divided(Duration timeout, Duration cleanUpLimit) {
        long work = beforeFarewell(nanos(timeout));
        long drain = Math.max(work / 2, work - nanos(cleanUpLimit));
        return new ShutdownTimes(System.nanoTime(), drain, drain, work, nanos(timeout));
    }

    static ShutdownTimes given(Duration drain, Duration total) {
        long work = beforeFarewell(nanos(total));
        long limited = Math.min(nanos(drain), work);
        return new ShutdownTimes(System.nanoTime(), limited, limited, work, nanos(total));
    }

    /** Limits nothing. Scopes get no time, as nothing would end one that goes on for ever. */
    static ShutdownTimes forever() {
        ShutdownTimes longest = given(LONGEST, LONGEST);
        return new ShutdownTimes(longest.start, longest.drain, 0, longest.work, longest.total);
    }

    private static long beforeFarewell(long total) {
        return total - Math.min(LONGEST_FAREWELL, total / FAREWELLS_IN_TOTAL);
    }

    private static long nanos(Duration time) {
        return time.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : Math.max(0, time.toNanos());
    }

    /** Tells whether the calling thread may have to wait. */
    boolean mayWait() {
        return total > 0;
    }

    long leftToDrain() {
        return left(drain);
    }

    long leftToScopes() {
        return left(scopes);
    }

    long leftToWork() {
        return left(work);
    }

    long left() {
        return left(total);
    }

    private long left(long limit) {
        return limit == 0 ? 0 : Math.max(0, limit - (System.nanoTime() - start));
    }
}
