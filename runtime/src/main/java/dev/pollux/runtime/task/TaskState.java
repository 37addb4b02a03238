package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The state word of a task and its transitions. What it inherits from has nothing to do with that: see {@link Task}. */
abstract class TaskState extends Context {

    /*
     * One word
     * --------
     *     bit             set while
     *     RUNNING         one thread owns the task's future: it polls or drops it
     *     COMPLETE        the future is gone and the outcome is in place; never cleared
     *     NOTIFIED        the task is queued to be polled, or will be queued when the poll under way ends
     *     CANCELLED       the task is to be dropped at the next chance; cleared when that begins
     *     JOIN_INTEREST   there is a handle that may take the outcome
     *     JOIN_WAKER      the handle's waker is in place, and the worker may read it
     *     the rest        count how often RUNNING was set, so that a reader can tell whether the task was polled meanwhile
     *
     * Life of a task, leaving out the last three bits:
     *
     *                  wake                   startPoll
     *      idle ──────────────► NOTIFIED ──────────────► RUNNING ──complete──► COMPLETE
     *       ▲                      ▲                      │  │ ▲
     *       │        endPoll       │                      │  │ │ shutDown (from idle or NOTIFIED)
     *       ├──────────────────────│──────────────────────┘  │
     *       │                      │  endPoll                ▼ wake
     *       │                      └──────────────── RUNNING + NOTIFIED
     *       └── a new task starts as NOTIFIED: it is queued right away
     *
     * Rules
     * -----
     * 1. Only the thread that set RUNNING touches the future, until it clears RUNNING or sets COMPLETE. So a task is polled by
     *    one thread at a time, and dropped by none while it is polled.
     * 2. Who turns idle into NOTIFIED queues the task, nobody else does. So it is queued at most once.
     * 3. The outcome is written before COMPLETE. Afterwards it belongs to the handle if JOIN_INTEREST was set at that moment,
     *    and to the worker if not.
     * 4. While JOIN_WAKER is not set the waker field belongs to the handle. To take it back the handle must clear the bit
     *    before COMPLETE; from COMPLETE on, a waker whose bit is set belongs to the worker.
     * 5. Of shutDown and startPoll on a queued task one sets RUNNING; the other finds it set, or COMPLETE, and goes away.
     * 6. startPoll on a task that is not NOTIFIED goes away, too: a scheduler may have queued the task twice (see Worker), and
     *    the other entry was first.
     *
     * Why no wake-up is lost
     * ----------------------
     * A wake on an idle task queues it. A wake during a poll sets NOTIFIED, and endPoll, which changes the same word, cannot
     * clear RUNNING without seeing it. A wake on a queued task needs nothing more: the poll is still to begin. For the same
     * reason no join is missed: `complete` and `offerWaker` change one word, so either the worker sees the waker or the handle
     * sees COMPLETE.
     *
     * Memory order
     * ------------
     * Every transition is a volatile read-modify-write, also one that changes nothing: a wake on a queued task writes the
     * word again, so that startPoll, which reads it later, sees what happened before that wake. The fields of Task are plain;
     * rules 1, 3 and 4 say who owns them, and the transitions hand them over.
     */

    static final int RUNNING = 1;
    static final int COMPLETE = 2;
    static final int NOTIFIED = 4;
    static final int CANCELLED = 8;
    static final int JOIN_INTEREST = 16;
    static final int JOIN_WAKER = 32;

    private static final int ONE_RUN = 64;

    private static final VarHandle STATE = stateHandle();

    private volatile int state;

    TaskState(boolean joinable) {
        STATE.set(this, joinable ? NOTIFIED | JOIN_INTEREST : NOTIFIED); // plain: nobody else knows the task yet
    }

    // ---------------------------------------------------------------- the worker

    /** What a worker does with a task it took from the queue. */
    enum Start {
        /** Poll it. */
        POLL,
        /** Drop its future and complete it. */
        CANCEL,
        /** Nothing: another thread has it, or it is over. */
        SKIP
    }

    final Start startPoll() {
        while (true) {
            int seen = state;
            if ((seen & (RUNNING | COMPLETE | NOTIFIED)) != NOTIFIED) {
                return Start.SKIP; // rules 5 and 6
            }
            if (change(seen, ((seen & ~NOTIFIED) | RUNNING) + ONE_RUN)) {
                return (seen & CANCELLED) == 0 ? Start.POLL : Start.CANCEL;
            }
        }
    }

    /** What a worker does after a poll that was pending. */
    enum AfterPoll {
        /** Leave the task: a wake will queue it. */
        PARK,
        /** Queue it again: it was woken during the poll. */
        RESCHEDULE,
        /** Drop its future and complete it: it was cancelled during the poll. */
        CANCEL
    }

    final AfterPoll endPoll() {
        while (true) {
            int seen = state;
            if ((seen & CANCELLED) != 0) {
                return AfterPoll.CANCEL; // RUNNING stays: the future is still ours
            }
            if (change(seen, seen & ~RUNNING)) {
                return (seen & NOTIFIED) == 0 ? AfterPoll.PARK : AfterPoll.RESCHEDULE;
            }
        }
    }

    /** Notes that the drop has begun. What it leaves undone is polled like any future, and another abort changes nothing. */
    final void beginDrop() {
        STATE.getAndBitwiseAnd(this, ~CANCELLED);
    }

    /** Who is there to take the outcome. */
    enum Joiner {
        /** Nobody: the handle was dropped, or there never was one. */
        GONE,
        /** A handle that does not wait. */
        IDLE,
        /** A handle that waits; its waker is the worker's to call. */
        WAITING
    }

    final Joiner complete() {
        int before = (int) STATE.getAndBitwiseXor(this, RUNNING | COMPLETE);
        if ((before & JOIN_INTEREST) == 0) {
            return Joiner.GONE;
        }
        return (before & JOIN_WAKER) == 0 ? Joiner.IDLE : Joiner.WAITING;
    }

    // ---------------------------------------------------------------- any thread

    /** Returns whether the caller must queue the task. */
    final boolean notifyTask() {
        return isIdle((int) STATE.getAndBitwiseOr(this, NOTIFIED));
    }

    /** Cancels the task and returns whether the caller must queue it, for a worker to drop it. */
    final boolean cancelTask() {
        return isIdle((int) STATE.getAndBitwiseOr(this, NOTIFIED | CANCELLED));
    }

    /** Cancels the task and returns whether the caller now owns its future and must drop it. */
    final boolean shutDown() {
        while (true) {
            int seen = state;
            boolean free = (seen & (RUNNING | COMPLETE)) == 0;
            if (change(seen, (seen | CANCELLED | (free ? RUNNING : 0)) + (free ? ONE_RUN : 0))) {
                return free;
            }
        }
    }

    /** The word, for readers from outside. */
    final int peek() {
        return state;
    }

    /** Tells whether nobody owns the future, which is there. */
    static boolean isAtRest(int seen) {
        return (seen & (RUNNING | COMPLETE)) == 0;
    }

    static boolean isQueued(int seen) {
        return (seen & (RUNNING | COMPLETE | NOTIFIED)) == NOTIFIED;
    }

    @Override
    protected final boolean isWoken() {
        return (state & NOTIFIED) != 0;
    }

    final boolean isComplete() {
        return (state & COMPLETE) != 0;
    }

    private static boolean isIdle(int seen) {
        return (seen & (RUNNING | COMPLETE | NOTIFIED)) == 0;
    }

    // ---------------------------------------------------------------- the handle

    final boolean hasJoinWaker() {
        return (state & JOIN_WAKER) != 0;
    }

    /** Lets the worker have the waker; false if the task completed first. */
    final boolean offerWaker() {
        return unlessComplete(JOIN_WAKER, 0);
    }

    /** Takes the waker back; false if the task completed first. */
    final boolean retractWaker() {
        return unlessComplete(0, JOIN_WAKER);
    }

    /** Gives up the outcome; false if the task completed first, and the outcome is the handle's to dispose of. */
    final boolean leave() {
        return unlessComplete(0, JOIN_INTEREST | JOIN_WAKER);
    }

    private boolean unlessComplete(int set, int clear) {
        while (true) {
            int seen = state;
            if ((seen & COMPLETE) != 0) {
                return false;
            }
            if (change(seen, (seen & ~clear) | set)) {
                return true;
            }
        }
    }

    // ---------------------------------------------------------------- internals

    private boolean change(int seen, int next) {
        return STATE.compareAndSet(this, seen, next);
    }

    /** The set bits by name, for people. */
    final String stateNames() {
        int seen = state;
        StringBuilder names = new StringBuilder();
        String[] all = {"RUNNING", "COMPLETE", "NOTIFIED", "CANCELLED", "JOIN_INTEREST", "JOIN_WAKER"};
        for (int bit = 0; bit < all.length; bit++) {
            if ((seen & (1 << bit)) != 0) {
                names.append(names.isEmpty() ? "" : "|").append(all[bit]);
            }
        }
        return names.isEmpty() ? "IDLE" : names.toString();
    }

    private static VarHandle stateHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(TaskState.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
