package dev.pollux.runtime.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts what one thread does as a worker. */
final class WorkerCounters {

    /*
     * One thread writes, so adding needs no atomic operation: it reads the field plainly, and writes it opaquely, which is an
     * ordinary store that the compiler may neither split nor put off for ever. Others read opaquely; they see each number as it was
     * at some time not long ago, and never smaller than before. The numbers are not ordered towards each other.
     */

    private static final VarHandle POLLS = handle("polls");
    private static final VarHandle SCHEDULED = handle("scheduled");
    private static final VarHandle PARKS = handle("parks");
    private static final VarHandle NOOPS = handle("noops");
    private static final VarHandle STEALS = handle("steals");
    private static final VarHandle STOLEN = handle("stolen");
    private static final VarHandle OVERFLOWS = handle("overflows");

    private final BusyTime busy = new BusyTime();
    private long polls;
    private long scheduled;
    private long parks; // and the ends of parks
    private long noops;
    private long steals;
    private long stolen;
    private long overflows;
    private long pollsBeforeSleep = -1; // the writer's own

    // ---------------------------------------------------------------- the worker

    void countPoll() {
        POLLS.setOpaque(this, polls + 1);
    }

    void countSchedule() {
        SCHEDULED.setOpaque(this, scheduled + 1);
    }

    void countSteal(long tasks) {
        STEALS.setOpaque(this, steals + 1);
        STOLEN.setOpaque(this, stolen + tasks);
    }

    void countOverflow() {
        OVERFLOWS.setOpaque(this, overflows + 1);
    }

    /** The worker falls asleep. */
    void park() {
        if (polls == pollsBeforeSleep) {
            NOOPS.setOpaque(this, noops + 1);
        }
        pollsBeforeSleep = polls;
        busy.end();
        PARKS.setOpaque(this, parks + 1);
    }

    /** The worker wakes up. */
    void unpark() {
        PARKS.setOpaque(this, parks + 1);
        busy.begin();
    }

    /** The thread begins to be a worker. */
    void arrive() {
        busy.begin();
    }

    /** The thread ends, or waits to become a worker again. */
    void leave() {
        busy.end();
        pollsBeforeSleep = -1;
    }

    // ---------------------------------------------------------------- any thread

    /** The number of the poll under way, or of the last one. */
    long polls() {
        return (long) POLLS.getOpaque(this);
    }

    Counts read() {
        return new Counts(
                polls(),
                (long) SCHEDULED.getOpaque(this),
                (long) PARKS.getOpaque(this),
                (long) NOOPS.getOpaque(this),
                (long) STEALS.getOpaque(this),
                (long) STOLEN.getOpaque(this),
                (long) OVERFLOWS.getOpaque(this),
                busy.nanos());
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(WorkerCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
