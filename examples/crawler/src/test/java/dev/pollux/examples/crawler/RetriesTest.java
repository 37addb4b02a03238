package dev.pollux.examples.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final Retries retries = new Retries(9, Duration.ofSeconds(1), Duration.ofSeconds(6), new Random(1));

    @Test
    void waitAfter_doublesUpToTheLongest() {
        for (int round = 0; round < 100; round++) {
            assertThat(retries.waitAfter(1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(retries.waitAfter(2)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
            assertThat(retries.waitAfter(3)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
            assertThat(retries.waitAfter(4)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
            assertThat(retries.waitAfter(Integer.MAX_VALUE)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
        }
    }

    @Test
    void waitAfter_sameAttempt_differs() {
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            waits.add(retries.waitAfter(1));
        }
        assertThat(waits).hasSizeGreaterThan(90);
    }

    @Test
    void noAttempts_areRefused() {
        assertThatThrownBy(() -> new Retries(0, Duration.ZERO, Duration.ZERO, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 attempts");
    }
}
