package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.TaskOrder;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskOrderTest {

    @Test
    void firstComeFirstServed_tasksTakeTurns() throws Exception {
        assertThat(run(TaskOrder.firstComeFirstServed())).containsExactly("a1", "b1", "c1", "a2", "b2", "c2");
    }

    @Test
    void shuffled_equalSeeds_giveTheSameRun() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(run(TaskOrder.shuffled(new SplittableRandom(seed))))
                    .isEqualTo(run(TaskOrder.shuffled(new SplittableRandom(seed))));
        }
    }

    @Test
    void shuffled_manySeeds_giveManyRuns() throws Exception {
        List<List<String>> runs = new ArrayList<>();
        for (int seed = 0; seed < 50; seed++) {
            runs.add(run(TaskOrder.shuffled(new SplittableRandom(seed))));
        }

        assertThat(runs.stream().distinct()).hasSizeGreaterThan(5);
        assertThat(runs)
                .allSatisfy(
                        run -> assertThat(run).containsSubsequence("a1", "a2").hasSize(6));
    }

    @Test
    void order_outOfRange_isRefused() {
        assertThatThrownBy(() -> run(ready -> ready)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<String> run(TaskOrder order) throws Exception {
        List<String> log = new ArrayList<>();
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().taskOrder(order).build()) {
            runtime.blockOn(async(() -> {
                List<JoinHandle<Void>> tasks = new ArrayList<>();
                for (String name : List.of("a", "b", "c")) {
                    tasks.add(spawn(twoSteps(name, log)));
                }
                for (JoinHandle<Void> task : tasks) {
                    task.await();
                }
            }));
        }
        return log;
    }

    private static Future<Void> twoSteps(String name, List<String> log) {
        return async(() -> {
            log.add(name + 1);
            yieldNow().await();
            log.add(name + 2);
        });
    }
}
