package dev.pollux.runtime.dump;

import dev.pollux.future.AwaitTree;
import dev.pollux.task.TaskId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task, or one blocking job, was doing.
 *
 * @param id of the task
 * @param name as given to the builder of the task; {@code null} if there is none
 * @param label the place in the source for an async block, otherwise what the future says of itself
 * @param state whether it ran, was to be run, or waited
 * @param thread the name of the thread that ran it; {@code null} if none did, or it began to run while the dump was made
 * @param unchanged how long it had been in this state; {@code null} unless {@link
 *     dev.pollux.runtime.RuntimeBuilder#trackTaskTimes} was asked for
 * @param awaits what it waited for, down to the leaves; {@code null} if it ran
 * @param stack of the thread that ran it, innermost frame first, without the frames of the runtime below it; empty if none did
 */
public record TaskDump(
        TaskId id,
        @Nullable String name,
        String label,
        State state,
        @Nullable String thread,
        @Nullable Duration unchanged,
        @Nullable AwaitTree awaits,
        List<StackTraceElement> stack) {

    /** What a task can be doing. */
    public enum State {
        /** It is polled, or dropped. */
        RUNNING("running"),
        /** It waits for its turn to be polled. */
        QUEUED("queued"),
        /** It waits to be woken. */
        WAITING("waiting"),
        /** It is over but for clean-up, which waits to be woken. */
        CLEANING_UP("cleaning up"),
        /** A blocking job that is over for whoever had its handle, but whose code still runs. */
        ABORTED("aborted, still running");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Copies the stack.
     *
     * @param id as above
     * @param name as above
     * @param label as above
     * @param state as above
     * @param thread as above
     * @param unchanged as above
     * @param awaits as above
     * @param stack as above
     */
    public TaskDump {
        stack = List.copyOf(stack);
    }

    /**
     * Tells who the task is, what it does, and what it waits for or where it runs.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id.toString());
        if (name != null) {
            text.append(" \"").append(name).append('"');
        }
        text.append(" [").append(state).append("]\n");
        text.append((awaits == null ? label : awaits.toString()).indent(4));
        stack.forEach(frame -> text.append("        at ").append(frame).append('\n'));
        return text.toString();
    }
}
