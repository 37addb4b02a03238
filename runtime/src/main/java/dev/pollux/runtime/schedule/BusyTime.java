package dev.pollux.runtime.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How long a worker was awake. The worker writes, any thread reads. */
final class BusyTime {

    /*
     * One word says both how long and since when, so that no reader sees a sum between two:
     *
     *     asleep   the sum, zero or more
     *     awake    -1 - (the time at which it would have begun, had it been awake without a break for as long as the sum)
     */

    private static final long ORIGIN = System.nanoTime();
    private static final VarHandle WORD = word();

    private long word;

    /** The worker wakes up. */
    void begin() {
        if (word >= 0) {
            WORD.setOpaque(this, -1 - (now() - word));
        }
    }

    /** The worker falls asleep. */
    void end() {
        if (word < 0) {
            WORD.setOpaque(this, now() + 1 + word);
        }
    }

    long nanos() {
        long seen = (long) WORD.getOpaque(this);
        return seen >= 0 ? seen : now() + 1 + seen;
    }

    private static long now() {
        return System.nanoTime() - ORIGIN;
    }

    private static VarHandle word() {
        try {
            return MethodHandles.lookup().findVarHandle(BusyTime.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
