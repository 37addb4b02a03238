package dev.pollux.runtime;

import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.WaitGraph;
import dev.pollux.runtime.dump.WorkerDump;
import java.util.List;

/**
 * What a runtime was doing: each thread that runs tasks, each task, each blocking job.
 *
 * <p>It is made without stopping anything, so the parts are not of one moment. Each task is, unless it was polled just while it was
 * read. A task that is alive from the beginning to the end of the dump is in it, once.
 *
 * <p>{@link #toString} reads like a thread dump. For very many tasks {@link AsyncRuntime#dumpTo} writes the same text without
 * keeping it.
 *
 * @param runtime the name of the runtime
 * @param workers the threads that run tasks, by age
 * @param callers the threads in {@code blockOn}
 * @param tasks those alive, those of each {@link LocalSet} included
 * @param blockingJobs those that run or wait for a thread, and those that were aborted and run on
 * @param waits who waited for whom, read off the same tasks
 * @origin tokio::runtime::Handle::dump (1.53). Differs: it works while workers are stuck, and shows threads.
 */
public record RuntimeDump(
        String runtime,
        List<WorkerDump> workers,
        List<CallerDump> callers,
        List<TaskDump> tasks,
        List<TaskDump> blockingJobs,
        WaitGraph waits) {

    /**
     * Copies the lists.
     *
     * @param runtime as above
     * @param workers as above
     * @param callers as above
     * @param tasks as above
     * @param blockingJobs as above
     * @param waits as above
     */
    public RuntimeDump {
        workers = List.copyOf(workers);
        callers = List.copyOf(callers);
        tasks = List.copyOf(tasks);
        blockingJobs = List.copyOf(blockingJobs);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        DumpText writer = new DumpText(text);
        writer.header(runtime);
        workers.forEach(writer::worker);
        callers.forEach(writer::caller);
        tasks.forEach(task -> writer.task("", task));
        blockingJobs.forEach(job -> writer.task("blocking job, ", job));
        writer.waits(waits);
        return text.toString();
    }
}
