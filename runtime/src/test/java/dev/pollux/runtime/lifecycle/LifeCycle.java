package dev.pollux.runtime.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a task can live and end, and what must come of it.
 *
 * <p>The reference has a destructor of the output as one more dimension, which doubles its cases. Values of Java have none, so
 * there is nothing to fail when nobody takes one.
 *
 * @param task how the task's future behaves
 * @param polled whether the join handle was polled before anything else happened
 * @param handle when the join handle is dropped
 * @param abort when the task is aborted
 * @param through what aborts it
 */
record LifeCycle(Body task, boolean polled, Moment handle, Moment abort, Through through) {

    /** How a future behaves. */
    enum Body {
        OK,
        FAILS_IN_RUN,
        FAILS_IN_DROP,
        FAILS_IN_BOTH;

        boolean failsInRun() {
            return this == FAILS_IN_RUN || this == FAILS_IN_BOTH;
        }

        boolean failsInDrop() {
            return this == FAILS_IN_DROP || this == FAILS_IN_BOTH;
        }
    }

    /** When something is done, in the order of time. */
    enum Moment {
        AT_ONCE,
        AT_FIRST_POLL,
        AFTER_END,
        AFTER_READING,
        NEVER
    }

    /** What aborts the task: its join handle, or an abort handle that is forgotten at some moment. */
    enum Through {
        JOIN_HANDLE(null),
        ABORT_HANDLE_FORGOTTEN_AT_ONCE(Moment.AT_ONCE),
        ABORT_HANDLE_FORGOTTEN_AT_FIRST_POLL(Moment.AT_FIRST_POLL),
        ABORT_HANDLE_FORGOTTEN_AFTER_END(Moment.AFTER_END),
        ABORT_HANDLE_FORGOTTEN_AFTER_READING(Moment.AFTER_READING),
        ABORT_HANDLE_KEPT(Moment.NEVER);

        /** {@code null} if there is no abort handle. */
        final Moment forgotten;

        Through(Moment forgotten) {
            this.forgotten = forgotten;
        }
    }

    /** How a task ends for whoever joins it. */
    enum End {
        VALUE,
        RUN_FAILURE,
        DROP_FAILURE,
        CANCELLED
    }

    // ---------------------------------------------------------------- the cases

    /** All cases that make sense and are not another one in disguise. */
    static List<LifeCycle> all() {
        List<LifeCycle> all = new ArrayList<>();
        for (Body task : Body.values()) {
            for (boolean polled : new boolean[] {false, true}) {
                for (Moment handle : Moment.values()) {
                    for (Moment abort : Moment.values()) {
                        for (Through through : Through.values()) {
                            LifeCycle each = new LifeCycle(task, polled, handle, abort, through);
                            if (each.makesSense()) {
                                all.add(each);
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private boolean makesSense() {
        return handle != Moment.NEVER // the reader's handle is used up by reading: AFTER_READING is that case
                && isAbortPossible();
    }

    private boolean isAbortPossible() {
        if (abort == Moment.NEVER) {
            return true; // an abort handle that only exists must change nothing either
        }
        boolean nothingToRead = abort == Moment.AFTER_READING && !isRead();
        boolean gone =
                through == Through.JOIN_HANDLE ? handle.compareTo(abort) < 0 : through.forgotten.compareTo(abort) < 0;
        return !nothingToRead && !gone;
    }

    // ---------------------------------------------------------------- the model

    boolean isRead() {
        return handle == Moment.AFTER_READING;
    }

    boolean isCancelled() {
        return abort == Moment.AT_ONCE || abort == Moment.AT_FIRST_POLL;
    }

    /** A failing clean-up makes a cancelled task a failed one; after a value or a failure it changes nothing. */
    End end() {
        if (isCancelled()) {
            return task.failsInDrop() ? End.DROP_FAILURE : End.CANCELLED;
        }
        return task.failsInRun() ? End.RUN_FAILURE : End.VALUE;
    }

    /** What the failure hook hears: a failure that nobody reads, or that would have to take the place of a value. */
    List<End> reports() {
        List<End> reports = new ArrayList<>();
        if (end() == End.VALUE && task.failsInDrop()) {
            reports.add(End.DROP_FAILURE);
        }
        if (!isRead() && (end() == End.RUN_FAILURE || end() == End.DROP_FAILURE)) {
            reports.add(end());
        }
        return reports;
    }

    /** Whether the failure of the drop comes suppressed in that of the run. */
    boolean suppresses() {
        return end() == End.RUN_FAILURE && task.failsInDrop();
    }

    /** How often the waker of the poll is called at least: once, if the handle is still there at the end. */
    int fewestWakes() {
        return polled && handle.compareTo(Moment.AFTER_END) >= 0 ? 1 : 0;
    }

    /** And at most: a task that is cancelled may end before its handle is dropped, or after. */
    int mostWakes() {
        return polled && isCancelled() ? 1 : fewestWakes();
    }
}
