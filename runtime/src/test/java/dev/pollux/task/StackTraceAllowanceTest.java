package dev.pollux.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackTraceAllowanceTest {

    private static final long PERIOD = 100_000_000;

    private final long began = System.nanoTime() + 2 * PERIOD; // long after the allowance was made
    private final StackTraceAllowance allowance = new StackTraceAllowance(3);

    @Test
    void aStorm_hasTracesForTheFirstOnly() {
        assertThat(IntStream.range(0, 5).mapToObj(i -> allowance.take(began + i)))
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void whenItIsOver_thereAreTracesAgain() {
        IntStream.range(0, 5).forEach(i -> allowance.take(began));

        assertThat(allowance.take(began + PERIOD)).isFalse();
        assertThat(allowance.take(began + PERIOD + 1)).isTrue();
    }

    @Test
    void anException_namesItsTask() {
        TaskCancelledException cancelled = new TaskCancelledException(new TaskId(7));

        assertThat(cancelled).hasMessage("task 7 was cancelled");
        assertThat(cancelled.taskId()).isEqualTo(new TaskId(7));
    }

    @Test
    void aMillionExceptions_haveFewTraces() {
        long begun = System.nanoTime();

        long traced = IntStream.range(0, 1_000_000)
                .filter(i -> new TaskCancelledException(new TaskId(i)).getStackTrace().length > 0)
                .count();

        long periods = (System.nanoTime() - begun) / PERIOD + 2;
        assertThat(traced).isBetween(1L, periods * 100);
    }
}
