package dev.pollux.test;

/** Tells the reader of a failure how to repeat the run. Suppressed in the failure, and has no stack of its own. */
final class FailedWithSeed extends Exception {

    private static final long serialVersionUID = 1L;

    FailedWithSeed(long seed) {
        super(
                "to repeat exactly this run: @PolluxTest(seed = " + seed + "), or -D" + Invocations.SEED + "=" + seed,
                null,
                false,
                false);
    }
}
