package dev.pollux.test;

import dev.pollux.future.Futurelock;
import dev.pollux.task.TaskFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of tasks that nobody took, and futurelocks. Thread-safe. */
final class FailureLog {

    private List<TaskFailure> failures = new ArrayList<>(); // guarded by this
    private final List<Futurelock> futurelocks = new ArrayList<>(); // guarded by this

    synchronized void add(TaskFailure failure) {
        failures.add(failure);
    }

    synchronized void add(Futurelock report) {
        futurelocks.add(report);
    }

    /** Makes an error of the first futurelock; {@code null} if there was none. */
    synchronized @Nullable AssertionError futurelockAsError() {
        return futurelocks.isEmpty() ? null : new AssertionError(futurelocks.get(0));
    }

    synchronized List<TaskFailure> take() {
        List<TaskFailure> taken = failures;
        failures = new ArrayList<>();
        return taken;
    }

    /** Takes the failures and makes one error of them; {@code null} if there are none. */
    @Nullable AssertionError takeAsError() {
        List<TaskFailure> taken = take();
        if (taken.isEmpty()) {
            return null;
        }
        TaskFailure first = taken.get(0);
        AssertionError error = new AssertionError(describe(taken), first.failure());
        for (TaskFailure other : taken.subList(1, taken.size())) {
            if (other.failure() != first.failure()) {
                error.addSuppressed(other.failure());
            }
        }
        return error;
    }

    private static String describe(List<TaskFailure> failures) {
        StringBuilder text = new StringBuilder(failures.size() == 1 ? "a task" : failures.size() + " tasks")
                .append(" failed, and nobody took the failure:");
        for (TaskFailure failure : failures) {
            text.append("\n  ").append(failure.taskId()).append(", ").append(failure.task());
            failure.awaitChain().forEach(place -> text.append("\n    at ").append(place));
            text.append("\n    ").append(failure.failure());
        }
        return text.toString();
    }
}
