package dev.pollux.future;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** The bounds of all checks: small scenarios, since short-lived cells have no long stories, and none run beforehand. */
public final class ModelChecking {

    private ModelChecking() {}

    /** Checks a model; fails with the interleaving that breaks it. */
    public static void check(Class<?> model) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(20)
                .invocationsPerIteration(1_000)
                .minimizeFailedScenario(false) // six steps are short enough to read
                .check(model);
    }
}
