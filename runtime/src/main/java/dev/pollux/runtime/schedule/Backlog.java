package dev.pollux.runtime.schedule;

import java.util.concurrent.atomic.AtomicInteger;

/** How much of what the I/O driver found last is still to be polled, about; all threads of a runtime share it. */
final class Backlog {

    /*
     * A busy thread asks the driver every so many polls, lest an event wait for ever. In the middle of a large batch that is of
     * no use, since what is found queues behind the batch; and it is dear, since a selector tells again of every socket that was
     * not read yet. So it is put off until as many polls were made as tasks were found. Polls of other tasks count as well: it
     * is a bound on how long the driver is left alone, and an estimate of when the batch is done.
     */

    private final AtomicInteger left = new AtomicInteger();

    /** Begins anew, with what a poll of the driver found. */
    void found(int tasks) {
        left.set(tasks);
    }

    /** Takes note of tasks that were polled; returns whether they were the last ones. */
    boolean isDone(int polled) {
        return left.get() <= 0 || left.addAndGet(-polled) <= 0;
    }
}
