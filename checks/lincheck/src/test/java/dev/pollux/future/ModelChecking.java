package dev.pollux.future;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** The bounds of all checks: small scenarios, since short-lived cells have no long stories, and none run beforehand. */
public final class ModelChecking {

    private ModelChecking() {}

    /** Checks a model; fails with the interleaving that breaks it. */
    public static void check(Class<?> model) {
        check(model, 2, 3);
    }

    /** The same with other numbers of threads, and of steps for each. */
    public static void check(Class<?> model, int threads, int steps) {
        options(threads, steps).actorsAfter(1).check(model);
    }

    /** Looks who sleeps at the moment when all threads have come to rest: a step after that could wake them. */
    public static void checkSleepers(Class<?> model, int threads, int steps) {
        options(threads, steps).actorsAfter(0).check(model);
    }

    private static ModelCheckingOptions options(int threads, int steps) {
        return new ModelCheckingOptions()
                .threads(threads)
                .actorsPerThread(steps)
                .actorsBefore(0)
                .iterations(threads == 2 ? 20 : 10)
                .invocationsPerIteration(1_000)
                .minimizeFailedScenario(false); // six steps are short enough to read
    }
}
