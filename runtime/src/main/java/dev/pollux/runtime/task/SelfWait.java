package dev.pollux.runtime.task;

import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import dev.pollux.task.JoinHandle;
import org.jspecify.annotations.Nullable;

/** Refuses a wait that would never end: that of a task for its own end. */
final class SelfWait {

    /*
     * A task waits for itself if it is what the thread polls, or what the thread will go on to poll when the blockOn it is in
     * returns, or the one around that. A task that the thread merely runs beside that wait, as blockOn on a current-thread runtime
     * does, may well await the one that waits. Hence the way outward goes by `caller`, and not by who is on the stack.
     */

    private SelfWait() {}

    /** Called before the wait begins, and only then. */
    static void refuse(JoinHandle<?> awaited, long number) {
        RunningTask waits = CurrentTask.get();
        boolean blocks = false;
        while (waits != null && waits.number() != number) {
            waits = waits.caller();
            blocks = true;
        }
        if (waits != null) {
            throw new IllegalStateException(messageOf(awaited, blocks));
        }
    }

    private static String messageOf(JoinHandle<?> awaited, boolean blocks) {
        @Nullable String name = awaited.name().orElse(null);
        return awaited.id().toString(name) + (blocks ? " waits in blockOn for" : " awaits") + " its own handle, which"
                + " answers only when the task has ended: it would wait for ever. Let another task join it";
    }
}
