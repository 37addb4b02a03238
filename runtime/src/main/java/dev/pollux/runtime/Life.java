package dev.pollux.runtime;

import dev.pollux.runtime.schedule.AsyncThreads;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.BlockingJobs;

/** How far the end of a runtime is, and who may still bring it work. */
final class Life {

    private enum Phase {
        OPEN,
        /** Outsiders may not spawn any more, while what asked for it finishes. */
        DRAINING,
        /** Nobody may spawn; clean-up runs. */
        CANCELLING,
        ENDED
    }

    private final RuntimeContext runtime;
    private volatile Phase phase = Phase.OPEN; // written by shutdown, read by who spawns

    Life(RuntimeContext runtime) {
        this.runtime = runtime;
    }

    void beginToDrain() {
        advanceTo(Phase.DRAINING);
    }

    void beginToCancel() {
        advanceTo(Phase.CANCELLING);
    }

    void end() {
        advanceTo(Phase.ENDED);
    }

    /** Never goes back: several threads may shut down, and a failure may have come before them. */
    private synchronized void advanceTo(Phase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
        }
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Tells whether the caller may still spawn: while the runtime drains, only what is under way may. */
    boolean takesWork() {
        return switch (phase) {
            case OPEN -> true;
            case DRAINING -> isInside();
            case CANCELLING, ENDED -> false;
        };
    }

    /** The same for blocking jobs, which clean-up may need as well. */
    boolean takesJobs() {
        return takesWork() || (phase == Phase.CANCELLING && isInside());
    }

    private boolean isInside() {
        return (AsyncThreads.isCurrent() && RuntimeContext.current() == runtime) || BlockingJobs.isInside(runtime);
    }
}
