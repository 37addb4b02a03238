package dev.pollux.task;

/**
 * Says whether an exception may have a stack trace: the first ones of each tenth of a second may.
 *
 * <p>A trace costs a microsecond or more, which nobody minds for the exception that somebody will read.
 *
 * @origin HotSpot's OmitStackTraceInFastThrow. Differs: traces come back when the storm is over.
 */
final class StackTraceAllowance {

    private static final long PERIOD_NANOS = 100_000_000;

    private final int perPeriod;

    // Races only make the number inexact.
    private volatile long periodBegan = System.nanoTime();
    private int taken;

    StackTraceAllowance(int perPeriod) {
        this.perPeriod = perPeriod;
    }

    boolean take() {
        return take(System.nanoTime());
    }

    boolean take(long now) {
        if (now - periodBegan > PERIOD_NANOS) {
            taken = 0;
            periodBegan = now;
        }
        return taken < perPeriod && ++taken > 0;
    }
}
