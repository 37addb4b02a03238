package dev.pollux.runtime.schedule;

/** What {@link WorkerCounters} said at some moment, or the difference of two moments. */
record Counts(
        long polls,
        long scheduled,
        long parksAndUnparks,
        long noops,
        long steals,
        long stolen,
        long overflows,
        long busyNanos) {

    static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
        return combine(other, 1);
    }

    Counts minus(Counts other) {
        return combine(other, -1);
    }

    private Counts combine(Counts other, int sign) {
        return new Counts(
                polls + sign * other.polls,
                scheduled + sign * other.scheduled,
                parksAndUnparks + sign * other.parksAndUnparks,
                noops + sign * other.noops,
                steals + sign * other.steals,
                stolen + sign * other.stolen,
                overflows + sign * other.overflows,
                busyNanos + sign * other.busyNanos);
    }
}
