package dev.pollux.runtime.task;

import dev.pollux.internal.Defects;
import dev.pollux.task.TaskFailure;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sees to it that every failure of a task ends somewhere: with whoever joins it, or at the failure hook.
 *
 * <p>The hook hears of a failure when the task has no handle any more; when the handle is garbage; or when the runtime shuts
 * down, whichever comes first.
 */
public final class FailureReports {

    /** Started by the first failure in the JVM: programs without failures pay nothing. */
    private static final class Watcher {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final Consumer<? super TaskFailure> hook;
    private final Set<UnclaimedFailure> unclaimed = ConcurrentHashMap.newKeySet();

    /**
     * Creates the book of a runtime.
     *
     * @param hook told of failures that nobody takes; by any thread, and never under a lock
     */
    public FailureReports(Consumer<? super TaskFailure> hook) {
        this.hook = hook;
    }

    /** Makes the outcome of a failed task, to be delivered or reported later. */
    Outcome.Failed record(Failure failure) {
        UnclaimedFailure entry = new UnclaimedFailure(this, failure);
        Outcome.Failed outcome = new Outcome.Failed(entry);
        unclaimed.add(entry);
        outcome.watchedBy(Watcher.CLEANER);
        return outcome;
    }

    void forget(UnclaimedFailure entry) {
        unclaimed.remove(entry);
    }

    /**
     * Tells the hook. If the hook throws, the thread's uncaught exception handler is told instead.
     *
     * @param failure what nobody took
     */
    public void report(TaskFailure failure) {
        try {
            hook.accept(failure);
        } catch (Throwable t) {
            if (t != failure.failure()) {
                t.addSuppressed(failure.failure());
            }
            Defects.report(t);
        }
    }

    /** Reports every failure that was not taken so far. */
    public void reportAll() {
        unclaimed.forEach(UnclaimedFailure::run);
    }
}
