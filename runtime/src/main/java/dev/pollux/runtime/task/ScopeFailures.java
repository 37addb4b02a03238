package dev.pollux.runtime.task;

import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.task.TaskFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What failed in a scope, and where that goes: the first is thrown, by the poll or as the failure of the clean-up, and the others are
 * suppressed in it. No other object keeps them, so each is delivered once.
 */
final class ScopeFailures {

    /** One failure, whose it is, {@code null} meaning the body, and how it came here. */
    private record Entry(
            Throwable thrown,
            @Nullable Child<?> of,
            @Nullable Delivery delivery) {

        Entry(Throwable thrown, @Nullable Child<?> of) {
            this(thrown, of, Delivery.latest(thrown));
        }
    }

    private final List<Entry> failures = new ArrayList<>(0);

    /** Notes a failure, if it is one, behind those that came before. */
    void add(@Nullable Throwable thrown, @Nullable Child<?> of) {
        if (thrown != null) {
            failures.add(new Entry(thrown, of));
        }
    }

    /** Notes what ends the scope. If that is a failure, it goes before those that the scope had survived. */
    void addDecisive(@Nullable Throwable thrown, @Nullable Child<?> of) {
        if (thrown != null) {
            failures.add(0, new Entry(thrown, of));
        }
    }

    /** Forgets what was taken from a task by its handle. */
    void removeTaken() {
        failures.removeIf(entry -> entry.of != null && entry.of.isTaken());
    }

    /** Gives what is a task's to the failure hook, unless somebody took it. What is the body's stays. */
    void reportTasks(ScopeHost host) {
        List<Entry> all = List.copyOf(failures);
        failures.removeIf(entry -> entry.of != null);
        for (Entry entry : all) {
            if (entry.of != null && !entry.of.isTaken()) {
                host.report(reportOf(entry, entry.of));
            }
        }
    }

    private static TaskFailure reportOf(Entry entry, Child<?> task) {
        Failure known = entry.delivery == null ? null : entry.delivery.by();
        TaskLabel label = new TaskLabel(task.name().orElse(null), null);
        return (known != null ? known : new Failure(task.id(), label, task.toString(), entry.thrown, null)).toReport();
    }

    /** Throws the first failure, if there is one, and forgets all. */
    void throwAll() throws Exception {
        if (failures.isEmpty()) {
            return;
        }
        Entry first = failures.get(0);
        for (Entry other : failures) {
            if (other.thrown != first.thrown) {
                first.thrown.addSuppressed(other.thrown);
            }
        }
        failures.clear();
        if (first.delivery != null) {
            first.delivery.restore();
        }
        throw Thrown.<Exception>rethrow(first.thrown);
    }
}
