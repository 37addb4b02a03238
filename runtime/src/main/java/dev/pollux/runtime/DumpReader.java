package dev.pollux.runtime;

import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.WorkerDump;
import dev.pollux.runtime.schedule.ThreadView;
import dev.pollux.runtime.task.TaskReader;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.task.Waits;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at a runtime from outside, once. */
final class DumpReader {

    private final RuntimeCore core;
    private final List<ThreadView> threads;
    private final IdentityHashMap<Runnable, ThreadView> running = new IdentityHashMap<>();
    private final Waits waits = new Waits();
    private final TaskReader reader;

    /** Looks at the threads; at the tasks when asked. */
    DumpReader(RuntimeCore core) {
        this.core = core;
        this.reader = new TaskReader(this::placeOf, waits, core);
        this.threads = core.gauges().threads();
        for (ThreadView view : threads) {
            if (view.task() != null) {
                running.put(view.task(), view);
            }
        }
    }

    private TaskReader.@Nullable Place placeOf(Runnable task) {
        ThreadView view = running.get(task);
        return view == null ? null : new TaskReader.Place(view.thread().getName(), TaskReader.ofPoll(view.stack()));
    }

    RuntimeDump read() {
        return new RuntimeDump(core.name(), workers(), callers(), tasks(), jobs(), waits.graph());
    }

    void writeTo(Appendable out) {
        DumpText text = new DumpText(out);
        text.header(core.name());
        workers().forEach(text::worker);
        callers().forEach(text::caller);
        readTasks(task -> text.task("", task));
        readJobs(job -> text.task("blocking job, ", job));
        text.waits(waits.graph());
    }

    private List<WorkerDump> workers() {
        return threads.stream()
                .map(view -> new WorkerDump(
                        view.thread().getName(),
                        view.thread().getId(),
                        view.role(),
                        Tasks.idOf(view.task()),
                        view.stack()))
                .toList();
    }

    private List<CallerDump> callers() {
        return core.callers(waits);
    }

    private List<TaskDump> tasks() {
        List<TaskDump> all = new ArrayList<>();
        readTasks(all::add);
        return all;
    }

    private void readTasks(Consumer<TaskDump> sink) {
        reader.readAll(core.tasks(), sink);
        core.localTasks().readAll(waits, sink);
    }

    private List<TaskDump> jobs() {
        List<TaskDump> all = new ArrayList<>();
        readJobs(all::add);
        return all;
    }

    private void readJobs(Consumer<TaskDump> sink) {
        core.pools().forEach(jobs -> reader.readAll(jobs, sink));
    }
}
