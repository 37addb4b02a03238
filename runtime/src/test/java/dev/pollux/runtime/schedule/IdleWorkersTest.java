package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import org.junit.jupiter.api.Test;

class IdleWorkersTest {

    @Test
    @Behaviour("s:runtime/scheduler/multi_thread/idle-01")
    void searchers_areCountedApartFromThoseAwake() {
        IdleWorkers idle = new IdleWorkers(4);

        assertThat(idle.beginSearch()).isTrue();
        assertThat(idle.beginSearch()).isTrue();
        assertThat(idle.beginSearch()).as("half of the workers search").isFalse();
        assertThat(idle.endSearch()).as("the last one").isFalse();
        assertThat(idle.beginSearch()).isTrue();
        assertThat(idle.endSearch()).isFalse();
        assertThat(idle.endSearch()).as("the last one").isTrue();

        assertThat(idle.isAnyAwake()).isTrue();
        assertThat(idle.isAnyAsleep()).isFalse();
        assertThat(idle.takeSleeper()).isNull();
    }
}
