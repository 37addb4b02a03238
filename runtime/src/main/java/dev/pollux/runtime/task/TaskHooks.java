package dev.pollux.runtime.task;

import dev.pollux.internal.Defects;
import dev.pollux.task.TaskMeta;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application's functions to call at the turns of a task's life. One that throws is reported, and hurts nobody.
 *
 * @param spawned called by the spawning thread, before the task can run
 * @param terminated called when the task's future is gone, before its handle answers
 * @param beforePoll called by the worker
 * @param afterPoll called by the worker, also when the poll was the last one
 */
public record TaskHooks(
        @Nullable Consumer<? super TaskMeta> spawned,
        @Nullable Consumer<? super TaskMeta> terminated,
        @Nullable Consumer<? super TaskMeta> beforePoll,
        @Nullable Consumer<? super TaskMeta> afterPoll) {

    /** No hooks; known by identity, so that tasks without hooks skip them at once. */
    public static final TaskHooks NONE = new TaskHooks(null, null, null, null);

    /**
     * Returns the hooks of blocking jobs: a job is not polled again and again.
     *
     * @return those for its beginning and its end
     */
    public TaskHooks withoutPolls() {
        return spawned == null && terminated == null ? NONE : new TaskHooks(spawned, terminated, null, null);
    }

    void spawned(Task<?> task) {
        if (spawned != null) {
            call(spawned, task.meta());
        }
    }

    void terminated(Task<?> task) {
        if (terminated != null) {
            call(terminated, task.meta());
        }
    }

    void aroundPoll(TaskMeta task, Runnable poll) {
        call(beforePoll, task);
        poll.run();
        call(afterPoll, task);
    }

    private static void call(@Nullable Consumer<? super TaskMeta> hook, TaskMeta task) {
        if (hook == null) {
            return;
        }
        try {
            hook.accept(task);
        } catch (Throwable t) {
            Defects.report(t);
        }
    }
}
