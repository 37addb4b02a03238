package dev.pollux.runtime.task;

import dev.pollux.task.TaskCancelledException;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/** How a task ended, if not with a value. A value stands for itself, so that it costs nothing. */
abstract sealed class Outcome {

    private Outcome() {}

    /** Throws this outcome to whoever joins the task. */
    abstract RuntimeException deliver(Task<?> task);

    /** The task was dropped. */
    static final class Cancelled extends Outcome {

        static final Cancelled INSTANCE = new Cancelled();

        private Cancelled() {}

        @Override
        RuntimeException deliver(Task<?> task) {
            return new TaskCancelledException(task.id());
        }
    }

    /**
     * The task threw.
     *
     * <p>Only the task refers to this object. If it is collected, nobody took the failure, and the {@link UnclaimedFailure}
     * that the cleaner holds is reported.
     */
    static final class Failed extends Outcome {

        private final UnclaimedFailure unclaimed;
        private Cleaner.@Nullable Cleanable watch;

        Failed(UnclaimedFailure unclaimed) {
            this.unclaimed = unclaimed;
        }

        void watchedBy(Cleaner cleaner) {
            watch = cleaner.register(this, unclaimed);
        }

        Failure failure() {
            return unclaimed.failure();
        }

        /** Reports the failure to the hook, unless it was delivered or reported before. */
        void report() {
            unclaimed.run();
            stopWatching();
        }

        @Override
        RuntimeException deliver(Task<?> task) {
            unclaimed.claim();
            stopWatching();
            Delivery.note(failure().thrown(), failure());
            return Thrown.rethrow(failure().thrown());
        }

        private void stopWatching() {
            Cleaner.Cleanable watching = watch;
            if (watching != null) {
                watching.clean(); // finds the failure claimed, and forgets it
            }
        }
    }
}
