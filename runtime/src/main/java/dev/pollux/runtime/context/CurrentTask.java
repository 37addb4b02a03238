package dev.pollux.runtime.context;

import org.jspecify.annotations.Nullable;

/**
 * Which task the calling thread polls or drops: a field of the runtimes' own threads, a thread-local of all others. These two
 * functions are the only way to know, and to say so.
 */
public final class CurrentTask {

    /** Changed in place, so that a poll looks the thread-local up once before and once after. */
    private static final class Holder {
        @Nullable RunningTask task;
    }

    private static final ThreadLocal<Holder> OF_OTHERS = ThreadLocal.withInitial(Holder::new);

    private CurrentTask() {}

    /**
     * Returns the task.
     *
     * @return what the thread runs on behalf of, or {@code null}
     */
    public static @Nullable RunningTask get() {
        return Thread.currentThread() instanceof TaskThread own ? own.task : OF_OTHERS.get().task;
    }

    /**
     * Says what the thread runs on behalf of from now on.
     *
     * @param task the task; {@code null} for none
     * @return the one before, to be put back afterwards
     */
    public static @Nullable RunningTask replace(@Nullable RunningTask task) {
        RunningTask before;
        if (Thread.currentThread() instanceof TaskThread own) {
            before = own.task;
            own.task = task;
        } else {
            Holder holder = OF_OTHERS.get();
            before = holder.task;
            holder.task = task;
        }
        return before;
    }
}
