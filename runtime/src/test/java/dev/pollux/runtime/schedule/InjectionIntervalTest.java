package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import org.junit.jupiter.api.Test;

class InjectionIntervalTest {

    private static final int POLLS = 61;

    private final InjectionInterval interval = new InjectionInterval();
    private long now;

    private void pollsOf(long nanos) {
        interval.resume(now);
        for (int i = 0; i < 100; i++) {
            now += POLLS * nanos;
            interval.measure(POLLS, now);
        }
    }

    /** Counts from one turn of the injection queue to the next. */
    private int length() {
        while (!interval.isDue()) {}
        int length = 1;
        while (!interval.isDue()) {
            length++;
        }
        return length;
    }

    @Test
    @Behaviour("RTT-26")
    void interval_followsTheLengthOfPolls() {
        pollsOf(50_000);
        assertThat(length()).isLessThanOrEqualTo(8);

        pollsOf(100);
        assertThat(length()).isBetween(32, 1_000);
    }

    @Test
    void interval_isAboutTwoHundredMicroseconds_butTakesAtLeastOneTaskOfEachSide() {
        pollsOf(20_000);
        assertThat(length()).isEqualTo(10);

        pollsOf(1_000_000);
        assertThat(length()).isEqualTo(2);
    }

    @Test
    void timeWithoutPolls_countsForNone() {
        pollsOf(20_000);

        now += 1_000_000_000;
        interval.resume(now);
        pollsOf(20_000);

        assertThat(length()).isEqualTo(10);
    }
}
