package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a worker looks around before it sleeps. */
class LingeringTest {

    private static final int BATCHES = 7;
    private static final long BEGIN = -1_000; // the clock may be negative
    private static final long SOON = BEGIN + 50_000;
    private static final long LATE = BEGIN + 150_000;

    private final Lingering lingering = new Lingering();

    @BeforeEach
    void requireTwoProcessors() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        lingering.beginSleep(BATCHES, BEGIN);
    }

    @Test
    void shortSleepEndedByATask_isAReason() {
        lingering.endSleep(true, BATCHES, SOON);

        assertThat(lingering.isWorthIt()).isTrue();
    }

    @Test
    void longSleep_isNone() {
        lingering.endSleep(true, BATCHES, LATE);

        assertThat(lingering.isWorthIt()).isFalse();
    }

    @Test
    void sleepThatEndedByItself_isNone() {
        lingering.endSleep(false, BATCHES, SOON);

        assertThat(lingering.isWorthIt()).isFalse();
    }

    @Test
    void sleepDuringWhichSocketsHadEvents_isNone() {
        lingering.endSleep(true, BATCHES + 1, SOON);

        assertThat(lingering.isWorthIt()).isFalse();
    }
}
