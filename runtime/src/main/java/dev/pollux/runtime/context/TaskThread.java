package dev.pollux.runtime.context;

import dev.pollux.runtime.spi.RuntimeThread;
import org.jspecify.annotations.Nullable;

/** A thread with a field for {@link CurrentTask}, which is changed twice in each poll. */
public class TaskThread extends RuntimeThread {

    @Nullable RunningTask task; // only the thread itself uses it

    /**
     * Makes a thread that runs no task yet.
     *
     * @param body what it runs
     * @param name of the thread
     */
    public TaskThread(Runnable body, String name) {
        super(body, name);
    }
}
