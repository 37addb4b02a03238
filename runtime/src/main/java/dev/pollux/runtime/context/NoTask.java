package dev.pollux.runtime.context;

import org.jspecify.annotations.Nullable;

/** Code that carries a context and is no task: the future of {@code blockOn}, or what a plain thread calls. */
public final class NoTask implements RunningTask {

    private final @Nullable RunningTask caller;
    private TaskContext carried;
    private @Nullable Object kept;

    /**
     * Starts with a context.
     *
     * @param carried what is carried at first
     */
    public NoTask(TaskContext carried) {
        this(carried, null);
    }

    /**
     * Starts with a context, for a {@code blockOn}.
     *
     * @param carried what is carried at first
     * @param caller goes on when the {@code blockOn} returns
     */
    public NoTask(TaskContext carried, @Nullable RunningTask caller) {
        this.carried = carried;
        this.caller = caller;
    }

    @Override
    public @Nullable RunningTask caller() {
        return caller;
    }

    @Override
    public long number() {
        return NO_TASK;
    }

    @Override
    public TaskContext carried() {
        return carried;
    }

    @Override
    public void carry(TaskContext context) {
        carried = context;
    }

    @Override
    public void keep(Object delivery) {
        kept = delivery;
    }

    @Override
    public @Nullable Object kept() {
        return kept;
    }
}
