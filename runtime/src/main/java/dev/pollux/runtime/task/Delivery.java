package dev.pollux.runtime.task;

import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import org.jspecify.annotations.Nullable;

/**
 * That a failure which was made elsewhere, by another task or thread, was thrown in a poll: there its stack trace says nothing of the
 * awaits through which it goes from then on.
 *
 * <p>Who polls keeps the latest one, until it fails by it or meets another. So a failure that something keeps for long before it throws
 * it on may be known by its stack trace alone.
 *
 * @param thrown the failure
 * @param by how the task failed that delivered it; {@code null} if it was no task, or one too many
 * @param place has the stack of the poll
 * @param depth how many tasks the failure went through
 */
record Delivery(Throwable thrown, @Nullable Failure by, Throwable place, int depth) {

    /** Where the failure of a task that waits for a task that waits for a task, and so on, forgets those between. */
    private static final int MAX_DEPTH = 64;

    /** Has a stack, and nothing else. */
    private static final class Place extends Throwable {

        private static final long serialVersionUID = 1;

        Place() {
            super(null, null, false, true);
        }
    }

    /** Notes that a failure is about to be thrown to whoever polls on this thread. */
    static void note(Throwable thrown, @Nullable Failure by) {
        RunningTask poller = CurrentTask.get();
        if (poller == null) {
            return;
        }
        int depth = by == null || by.delivery() == null ? 1 : by.delivery().depth + 1;
        poller.keep(
                depth > MAX_DEPTH
                        ? new Delivery(thrown, null, new Place(), 1)
                        : new Delivery(thrown, by, new Place(), depth));
    }

    /** Notes the same of a failure that came up before, and is now thrown somewhere else. */
    static void noteAgain(Throwable thrown) {
        Delivery before = latest(thrown);
        note(thrown, before == null ? null : before.by);
    }

    /** Returns how a failure came to whoever polls on this thread. */
    static @Nullable Delivery latest(Throwable thrown) {
        RunningTask poller = CurrentTask.get();
        return poller == null ? null : of(thrown, poller.kept());
    }

    /** Returns what was kept, if it is about the given failure. */
    static @Nullable Delivery of(Throwable thrown, @Nullable Object kept) {
        return kept instanceof Delivery delivery && delivery.thrown == thrown ? delivery : null;
    }

    /** Notes it once more, since the failure is thrown on only now. */
    void restore() {
        RunningTask poller = CurrentTask.get();
        if (poller != null) {
            poller.keep(this);
        }
    }
}
