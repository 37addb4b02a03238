package dev.pollux.runtime.task;

import dev.pollux.task.TaskFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What failed in a scope, and where that goes: the first is thrown, by the poll or as the failure of the clean-up, and the others are
 * suppressed in it. No other object keeps them, so each is delivered once.
 */
final class ScopeFailures {

    /** One failure, and whose it is; {@code null} means the body. */
    private record Failure(Throwable thrown, @Nullable Child<?> of) {}

    private final List<Failure> failures = new ArrayList<>(0);

    /** Notes a failure, if it is one, behind those that came before. */
    void add(@Nullable Throwable thrown, @Nullable Child<?> of) {
        if (thrown != null) {
            failures.add(new Failure(thrown, of));
        }
    }

    /** Notes what ends the scope. If that is a failure, it goes before those that the scope had survived. */
    void addDecisive(@Nullable Throwable thrown, @Nullable Child<?> of) {
        if (thrown != null) {
            failures.add(0, new Failure(thrown, of));
        }
    }

    /** Forgets what was taken from a task by its handle. */
    void removeTaken() {
        failures.removeIf(failure -> failure.of != null && failure.of.isTaken());
    }

    /** Gives what is a task's to the failure hook, unless somebody took it. What is the body's stays. */
    void reportTasks(ScopeHost host) {
        for (Iterator<Failure> each = failures.iterator(); each.hasNext(); ) {
            Failure failure = each.next();
            Child<?> loser = failure.of;
            if (loser == null) {
                continue;
            }
            each.remove();
            if (!loser.isTaken()) {
                String name = loser.name().orElse(null);
                host.report(new TaskFailure(loser.id(), name, "a task that lost in a race scope", failure.thrown));
            }
        }
    }

    /** Throws the first failure, if there is one, and forgets all. */
    void throwAll() throws Exception {
        Throwable first = null;
        for (Failure failure : failures) {
            if (first == null) {
                first = failure.thrown;
            } else if (first != failure.thrown) {
                first.addSuppressed(failure.thrown);
            }
        }
        failures.clear();
        if (first != null) {
            throw Thrown.<Exception>rethrow(first);
        }
    }
}
