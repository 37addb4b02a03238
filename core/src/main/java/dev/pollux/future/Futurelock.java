package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * Says that something was handed to a future which its task does not poll any more: nobody else can have it, and the task waits for
 * other things.
 *
 * <p>It happens to a future that was polled and then put aside, such as a branch of a {@code select} that was kept, or one of several in
 * a buffer while the consumer is busy. Drop the future, poll it along with whatever the task awaits, or make it a task of its own.
 *
 * @param resource what was handed over
 * @param waitedAt the await at which the future was polled first; {@code null} if no compiled block polled it
 * @param parkedAt what the task waits for instead
 */
public record Futurelock(Resource resource, @Nullable StackTraceElement waitedAt, AwaitTree parkedAt) {

    /**
     * Returns the await at which the task waits instead.
     *
     * @return the innermost place in a compiled block; {@code null} if there is none
     */
    public @Nullable StackTraceElement parkedSite() {
        StackTraceElement innermost = null;
        for (AwaitTree level = parkedAt; level != null; ) {
            innermost = level.site() == null ? innermost : level.site();
            level = level.children().isEmpty() ? null : level.children().get(0);
        }
        return innermost;
    }

    @Override
    public String toString() {
        return "futurelock: " + resource + " was handed to a future that was first polled at " + waitedAt
                + " and is not polled any more, while its task waits at " + parkedSite() + ":\n" + parkedAt;
    }
}
