package dev.pollux.test;

import org.jspecify.annotations.Nullable;

/**
 * How one invocation of a test runs.
 *
 * @param multiThread whether its tasks run on workers
 * @param workers how many, if so
 * @param startPaused whether its clock stands still
 * @param seed decides the order of tasks; {@code null} for first come, first served
 * @param timeoutSeconds for each method; 0 for no limit
 * @param leaksAllowed whether tasks may be alive at the end
 */
record TestSettings(
        boolean multiThread,
        int workers,
        boolean startPaused,
        @Nullable Long seed,
        int timeoutSeconds,
        boolean leaksAllowed) {

    /** Names the invocation among those of its test. */
    String displayName() {
        if (seed != null) {
            return "seed " + seed;
        }
        return multiThread ? "multi-thread, " + workers + (workers == 1 ? " worker" : " workers") : "current-thread";
    }
}
