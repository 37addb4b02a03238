package dev.pollux.test;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Reads a {@link PolluxTest} annotation: which runs it asks for, and whether it makes sense. */
final class Invocations {

    static final String SEED = "pollux.test.seed";
    static final String SEEDS = "pollux.test.seeds";

    private static final int DEFAULT_WORKERS = 2;

    private final PolluxTest test;
    private final Function<String, Optional<String>> parameters;

    /**
     * Reads an annotation.
     *
     * @param test the annotation
     * @param parameters looks configuration parameters up
     */
    Invocations(PolluxTest test, Function<String, Optional<String>> parameters) {
        this.test = test;
        this.parameters = parameters;
    }

    /** Returns the settings of each run. */
    Stream<TestSettings> settings() {
        checkNumbers();
        checkSeeds();
        if (isSeeded()) {
            return seeds().mapToObj(seed -> settings(false, seed));
        }
        return switch (test.flavour()) {
            case CURRENT_THREAD -> Stream.of(settings(false, null));
            case MULTI_THREAD -> Stream.of(settings(true, null));
            case BOTH -> Stream.of(settings(false, null), settings(true, null));
        };
    }

    private TestSettings settings(boolean multiThread, @Nullable Long seed) {
        int workers = test.workers() == 0 ? DEFAULT_WORKERS : test.workers();
        boolean paused = test.startPaused() || seed != null; // real time would be one more thing that varies
        boolean leaksAllowed = test.leaks() == Leaks.ALLOW;
        return new TestSettings(multiThread, workers, paused, seed, test.timeoutSeconds(), leaksAllowed);
    }

    private boolean isSeeded() {
        return test.seeds() > 0 || test.seed().length > 0;
    }

    private LongStream seeds() {
        Optional<Long> replayed = number(SEED);
        if (replayed.isPresent()) {
            return LongStream.of(replayed.get());
        }
        if (test.seed().length > 0) {
            return Arrays.stream(test.seed());
        }
        long count = number(SEEDS).orElse((long) test.seeds());
        check(count > 0, "the parameter " + SEEDS + " must be positive: " + count);
        return LongStream.rangeClosed(1, count);
    }

    private Optional<Long> number(String parameter) {
        Optional<String> text = parameters.apply(parameter);
        try {
            return text.map(digits -> Long.valueOf(digits.trim()));
        } catch (NumberFormatException e) {
            throw new ExtensionConfigurationException(
                    "the parameter " + parameter + " is not a number: " + text.get(), e);
        }
    }

    private void checkNumbers() {
        check(test.workers() >= 0, "workers must not be negative: " + test.workers());
        check(
                test.workers() == 0 || test.flavour() != Flavour.CURRENT_THREAD,
                "workers needs flavour = MULTI_THREAD or BOTH: a current-thread runtime has none");
        check(test.timeoutSeconds() >= 0, "timeoutSeconds must not be negative: " + test.timeoutSeconds());
    }

    private void checkSeeds() {
        check(test.seeds() >= 0, "seeds must not be negative: " + test.seeds());
        check(test.seeds() == 0 || test.seed().length == 0, "give seeds to try many or seed to replay one, not both");
        check(
                !isSeeded() || test.flavour() == Flavour.CURRENT_THREAD,
                "a seed needs flavour = CURRENT_THREAD: no seed decides what several threads do");
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new ExtensionConfigurationException("@PolluxTest: " + otherwise);
        }
    }
}
