package dev.pollux.runtime.dump;

import dev.pollux.task.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread that runs tasks was doing. Its task and its stack are of the same moment.
 *
 * @param thread its name
 * @param threadId its number in the JVM
 * @param role what it was there for
 * @param task the task that it polled; {@code null} if it was between two tasks
 * @param stack innermost frame first
 */
public record WorkerDump(
        String thread, long threadId, Role role, @Nullable TaskId task, List<StackTraceElement> stack) {

    /** What a thread is there for. */
    public enum Role {
        /** It runs tasks. */
        WORKER("worker"),
        /** It sleeps until there is a task. */
        IDLE("idle worker"),
        /** It finishes a poll that took too long, or blocked in place; another thread has taken its place. */
        REPLACED("replaced worker"),
        /** It waits to take the place of another. */
        SPARE("spare thread");

        private final String words;

        Role(String words) {
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
     * @param thread as above
     * @param threadId as above
     * @param role as above
     * @param task as above
     * @param stack as above
     */
    public WorkerDump {
        stack = List.copyOf(stack);
    }
}
