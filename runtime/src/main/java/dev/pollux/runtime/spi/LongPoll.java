package dev.pollux.runtime.spi;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A poll that took longer than its budget, so that another worker had to take over.
 *
 * @param task what is polled
 * @param thread the name of the worker's thread
 * @param held how long it had gone on when it was looked at
 * @param kind what the thread does
 * @param place the innermost line of the application
 * @param lock what the thread waits for, if that is a lock
 * @param lockOwner the name of the thread that holds it, if there is one
 * @param stack of the thread, without the frames of the runtime at its end
 * @see dev.pollux.runtime.RuntimeBuilder#onLongPoll
 */
public record LongPoll(
        String task,
        String thread,
        Duration held,
        Kind kind,
        StackTraceElement place,
        @Nullable String lock,
        @Nullable String lockOwner,
        List<StackTraceElement> stack) {

    private static final int SHOWN_FRAMES = 40;

    /** What the thread does. */
    public enum Kind {
        /** It waits. */
        BLOCKED(
                "is blocked",
                "Await instead, or move the blocking call off the worker: spawnBlocking(() -> ...).await(), or"
                        + " blockInPlace(() -> ...)."),
        /** It computes. */
        BURNING(
                "burns CPU",
                "Move it off the worker: spawnCompute(() -> ...).await(); or let others run: consumeBudget().await() now"
                        + " and then, or preemptible(...).");

        private final String words;
        private final String cure;

        Kind(String words, String cure) {
            this.words = words;
            this.cure = cure;
        }
    }

    /**
     * Copies the stack.
     *
     * @param task what is polled
     * @param thread the name of the worker's thread
     * @param held how long it had gone on when it was looked at
     * @param kind what the thread does
     * @param place the innermost line of the application
     * @param lock what the thread waits for, if that is a lock
     * @param lockOwner the name of the thread that holds it, if there is one
     * @param stack of the thread, without the frames of the runtime at its end
     */
    public LongPoll {
        stack = List.copyOf(stack);
    }

    /**
     * Returns the report as people read it: who, what, where, for how long, and a cure.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(task).append(" keeps ").append(thread).append(" from other tasks for ");
        text.append(held.toMillis())
                .append(" ms: it ")
                .append(kind.words)
                .append(" at ")
                .append(place);
        if (lock != null) {
            text.append("\n    waits for ").append(lock);
            text.append(lockOwner == null ? "" : ", which \"" + lockOwner + "\" holds");
        }
        text.append("\n    Another thread has taken over its tasks. ").append(kind.cure);
        stack.stream()
                .limit(SHOWN_FRAMES)
                .forEach(frame -> text.append("\n        at ").append(frame));
        return text.toString();
    }
}
