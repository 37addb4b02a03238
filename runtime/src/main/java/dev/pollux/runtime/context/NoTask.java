package dev.pollux.runtime.context;

/** Code that carries a context and is no task: the future of {@code blockOn}, or what a plain thread calls. */
public final class NoTask implements RunningTask {

    private TaskContext carried;

    /**
     * Starts with a context.
     *
     * @param carried what is carried at first
     */
    public NoTask(TaskContext carried) {
        this.carried = carried;
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
}
