package dev.pollux.runtime.task;

/** When a scope is decided before all of its tasks have ended. What it comes to then is {@link ScopeFuture}'s to say. */
public enum ScopePolicy {
    /** The first failure cancels everything else, and is what the scope fails with. */
    FAIL_FAST,
    /** Tasks fail on their own. The scope fails with those failures that nobody took from their task. */
    COLLECT_ALL,
    /** The first success cancels everything else, and is what the scope yields. */
    RACE;

    /** Whether everything else is to be cancelled, now that a task has ended. */
    boolean isDecidedBy(Child<?> ended, boolean failed) {
        return switch (this) {
            case FAIL_FAST -> failed;
            case COLLECT_ALL -> false;
            case RACE -> ended.isSuccess();
        };
    }
}
