package dev.pollux.test;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeededTest {

    // ---------------------------------------------------------------- replay

    @Test
    void replay_ofARandomProgram_pollsInTheSameOrder() throws Exception {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(pollsOf(seed)).as("seed %s", seed).hasSizeGreaterThan(20).isEqualTo(pollsOf(seed));
        }
    }

    @Test
    void seeds_giveDifferentOrders() throws Exception {
        List<List<String>> runs = new ArrayList<>();
        for (long seed : LongStream.rangeClosed(1, 100).toArray()) {
            runs.add(pollsOf(seed));
        }

        assertThat(runs).doesNotHaveDuplicates();
    }

    /** Runs a program that a seed makes up, and returns which task was where, step by step. */
    private static List<String> pollsOf(long seed) throws Exception {
        List<String> log = new ArrayList<>();
        TestRuntime test = new TestRuntime("seeded", new TestSettings(false, 0, true, seed, 0, true));
        test.run(tree("root", 3, test.random(), log));
        test.runtime().close();
        return log;
    }

    private static Future<Void> tree(String name, int depth, RandomGenerator random, List<String> log) {
        return async(() -> {
            List<JoinHandle<Void>> children = new ArrayList<>();
            for (int i = 0; i < 3 && depth > 0; i++) {
                children.add(spawn(tree(name + "." + i, depth - 1, random, log)));
            }
            for (int step = random.nextInt(5); step >= 0; step--) {
                step(random).await();
                log.add(name + " " + race(ready("left"), ready("right")).await());
            }
            for (JoinHandle<Void> child : children) {
                child.await();
            }
        });
    }

    private static Future<?> step(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> yieldNow();
            case 1 -> spawn(yieldNow());
            default -> sleep(Duration.ofNanos(random.nextInt(4_000_000)));
        };
    }

    // ---------------------------------------------------------------- a bug that one order hides

    /** Tasks that rely on the order in which they were spawned. */
    static class Mail {

        private final List<String> box = new ArrayList<>();
        private boolean open;

        @PolluxTest
        void oneOrder(TestRuntime test) throws Exception {
            test.run(sendInATask());
        }

        @PolluxTest(seeds = 100)
        void manyOrders(TestRuntime test) throws Exception {
            test.run(sendInATask());
        }

        private Future<Void> sendInATask() {
            return async(() -> {
                var opening = spawn(async(() -> {
                    open = true;
                    yieldNow().await();
                }));
                var sending = spawn(async(() -> {
                    assertThat(open).as("the box is open").isTrue();
                    box.add("letter");
                    yieldNow().await();
                }));
                opening.await();
                sending.await();
            });
        }
    }

    @Test
    void orderingBug_firstComeFirstServed_neverShows() {
        assertThat(TestRun.of(Mail.class, "oneOrder").failed()).isEmpty();
    }

    @Test
    void orderingBug_underManySeeds_isFoundAndReplayed() {
        TestRun search = TestRun.of(Mail.class, "manyOrders");
        assertThat(search.names()).hasSize(100);
        assertThat(search.failed()).hasSizeBetween(20, 80);

        String found = search.failed().get(0);
        String seed = found.substring(found.lastIndexOf(' ') + 1);
        TestRun replay = TestRun.of(Mail.class, "manyOrders", "pollux.test.seed=" + seed);

        assertThat(replay.names()).isEqualTo(replay.failed()).containsExactly(found);
        assertThat(replay.failure()).hasMessageContaining("the box is open");
        assertThat(replay.failure().getSuppressed())
                .singleElement()
                .satisfies(hint -> assertThat(hint)
                        .hasMessage("to repeat exactly this run: @PolluxTest(seed = " + seed
                                + "), or -Dpollux.test.seed=" + seed));
    }

    // ---------------------------------------------------------------- which seeds

    static class Chosen {

        @PolluxTest(seed = {7, -4711})
        void given(TestRuntime test) {
            assertThat(test.random().nextInt(100)).isBetween(0, 99);
        }

        @PolluxTest(seeds = 2)
        void counted() {}
    }

    @Test
    void seeds_areThoseAskedFor() {
        assertThat(TestRun.of(Chosen.class, "given").names()).containsExactly("given: seed 7", "given: seed -4711");
        assertThat(TestRun.of(Chosen.class, "counted").names()).containsExactly("counted: seed 1", "counted: seed 2");
        assertThat(TestRun.of(Chosen.class, "counted", "pollux.test.seeds=3").names())
                .hasSize(3);
        assertThat(TestRun.of(Chosen.class, "counted", "pollux.test.seed=-9").names())
                .containsExactly("counted: seed -9");
    }

    static class Leaking {

        @PolluxTest(seed = 5)
        void leaks(TestRuntime test) {
            test.runtime().spawn(pending());
        }
    }

    @Test
    void failureAfterTheTest_namesTheSeed_too() {
        assertThat(TestRun.ofAll(Leaking.class).failure().getSuppressed()[0]).hasMessageContaining("seed = 5");
    }
}
