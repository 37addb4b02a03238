package dev.pollux.runtime;

import dev.pollux.future.AwaitTree;
import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.WaitGraph;
import dev.pollux.runtime.dump.WorkerDump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a dump as text, part by part. */
final class DumpText {

    private static final double NANOS = 1e9;

    private final Appendable out;
    private @Nullable AwaitTree latest;
    private String latestText = "";

    DumpText(Appendable out) {
        this.out = out;
    }

    void header(String runtime) {
        write("Pollux runtime \"" + runtime + "\"\n");
    }

    void worker(WorkerDump worker) {
        String task = worker.task() == null ? "" : ", polls " + worker.task();
        write("\n\"" + worker.thread() + "\" #" + worker.threadId() + " " + worker.role() + task + "\n");
        boolean waits = worker.role() == WorkerDump.Role.IDLE || worker.role() == WorkerDump.Role.SPARE;
        if (worker.task() == null && !waits) {
            stack(worker.stack()); // while it polls, the stack stands at the task
        }
    }

    void caller(CallerDump caller) {
        write("\nblockOn on \"" + caller.thread() + "\" " + (caller.awaits() == null ? "[running]\n" : "[waiting]\n"));
        awaits(caller.awaits());
    }

    void task(String kind, TaskDump task) {
        StringBuilder line = new StringBuilder("\n");
        line.append(kind).append(task.id().toString(task.name()));
        line.append(" [").append(task.state());
        if (task.thread() != null) {
            line.append(" on \"").append(task.thread()).append('"');
        }
        line.append(forHowLong(task.unchanged())).append("]\n");
        write(line);
        if (task.awaits() == null) {
            write("    " + task.label() + "\n");
        }
        awaits(task.awaits());
        stack(task.stack());
    }

    void waits(WaitGraph graph) {
        if (!graph.edges().isEmpty()) {
            write("\n");
        }
        try {
            graph.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String forHowLong(@Nullable Duration unchanged) {
        return unchanged == null ? "" : String.format(Locale.ROOT, " for %.3f s", unchanged.toNanos() / NANOS);
    }

    private void awaits(@Nullable AwaitTree tree) {
        if (tree == null) {
            return;
        }
        if (tree != latest) { // a million tasks at the same await share their tree
            latest = tree;
            latestText = "    " + tree.toString().stripTrailing().replace("\n", "\n    ") + "\n";
        }
        write(latestText);
    }

    private void stack(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            write("        at " + frame + "\n");
        }
    }

    private void write(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
