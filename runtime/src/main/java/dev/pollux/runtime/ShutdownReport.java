package dev.pollux.runtime;

import dev.pollux.task.Unfinished;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the tasks and blocking jobs that were alive when a runtime was first told to shut down, and of those that were
 * spawned while it drained. Each is in exactly one of the counts and lists.
 *
 * @param tasks how many there were
 * @param finished how many ended with a value or a failure, mostly while the runtime drained; a failure of clean-up is one, too,
 *     also that it took longer than {@link RuntimeBuilder#cleanUpLimit}
 * @param cancelled how many were dropped, or had not started
 * @param cleanedUp how many were dropped and had clean-up that took time, which is finished
 * @param givenUp whose clean-up the shutdown did not wait for any longer, with what it waited for
 * @param interrupted jobs that were interrupted and ended, with what they were doing
 * @param abandoned jobs that run on although they were interrupted, with what they do; their threads end with them
 * @param stuck tasks that are still in one poll, with what it does; they are dropped when it ends. An entry without a task is a
 *     worker that is stuck outside of one
 * @param undrained names of what was asked to drain and did not finish, and of the outermost scopes that were cut off
 */
public record ShutdownReport(
        int tasks,
        int finished,
        int cancelled,
        int cleanedUp,
        List<Unfinished> givenUp,
        List<Unfinished> interrupted,
        List<Unfinished> abandoned,
        List<Unfinished> stuck,
        List<String> undrained) {

    /**
     * Copies the lists.
     *
     * @param tasks as above
     * @param finished as above
     * @param cancelled as above
     * @param cleanedUp as above
     * @param givenUp as above
     * @param interrupted as above
     * @param abandoned as above
     * @param stuck as above
     * @param undrained as above
     */
    public ShutdownReport {
        givenUp = List.copyOf(givenUp);
        interrupted = List.copyOf(interrupted);
        abandoned = List.copyOf(abandoned);
        stuck = List.copyOf(stuck);
        undrained = List.copyOf(undrained);
    }

    /**
     * Tells whether everything has ended.
     *
     * @return {@code true} if no thread of the runtime runs code of the application any more
     */
    public boolean isComplete() {
        return abandoned.isEmpty() && stuck.isEmpty();
    }

    /** Tells whether each task is in exactly one place. */
    boolean isBalanced() {
        long named = Stream.of(givenUp, interrupted, abandoned, stuck)
                .flatMap(List::stream)
                .filter(each -> each.task() != null)
                .count();
        return tasks == finished + cancelled + cleanedUp + named;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("of %d tasks %d finished, %d were cancelled, %d cleaned up"
                .formatted(tasks, finished, cancelled, cleanedUp));
        list(text, "clean-up given up", givenUp);
        list(text, "blocking jobs interrupted", interrupted);
        list(text, "blocking jobs abandoned", abandoned);
        list(text, "still in a poll", stuck);
        list(text, "not drained", undrained);
        return text.toString();
    }

    private static void list(StringBuilder text, String title, List<?> entries) {
        if (!entries.isEmpty()) {
            text.append('\n').append(title).append(':');
            entries.forEach(entry -> text.append("\n  ").append(entry));
        }
    }
}
