package dev.pollux.runtime.schedule;

/** How often a busy worker takes a task from outside before its own: about every 200 microseconds, whatever its polls take. */
final class InjectionInterval {

    private static final long TARGET_NANOS = 200_000;
    private static final double WEIGHT = 0.1; // of one poll in the running mean
    private static final int LEAST = 2;
    private static final int MOST = 127;
    private static final int START = 61;
    private static final int TOLERANCE = 2; // a smaller change is noise

    private int interval = START;
    private int left = START;
    private volatile double meanNanos = (double) TARGET_NANOS / START; // written by the worker; metrics read it
    private long last = System.nanoTime();

    /** Counts a task, and tells whether the injection queue comes first this time. */
    boolean isDue() {
        if (--left > 0) {
            return false;
        }
        left = interval;
        return true;
    }

    /** Begins to measure, after a time without polls. */
    void resume() {
        resume(System.nanoTime());
    }

    void resume(long now) {
        last = now;
    }

    /** Takes note that so many polls were made since the last call. */
    void measure(long polls) {
        if (polls != 0) {
            measure(polls, System.nanoTime());
        }
    }

    void measure(long polls, long now) {
        double mean = (double) (now - last) / polls;
        last = now;
        double before = meanNanos;
        double after = before + (mean - before) * Math.min(1, WEIGHT * polls);
        meanNanos = after;
        int wanted = (int) Math.max(LEAST, Math.min(MOST, TARGET_NANOS / after));
        if (Math.abs(wanted - interval) > TOLERANCE) {
            interval = wanted;
        }
    }

    /** The running mean, for any thread. */
    long meanPollNanos() {
        return Math.round(meanNanos);
    }
}
