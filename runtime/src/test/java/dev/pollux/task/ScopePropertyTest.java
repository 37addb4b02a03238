package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.raceScope;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.supervisorScope;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.spi.TaskOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random trees of scopes whose leaves succeed, fail or wait for ever, with clean-up that awaits or fails, and which are cancelled at a
 * random moment. In each: no task is alive when its scope ends, each failure arrives exactly once, and results are right.
 */
@Timeout(120)
class ScopePropertyTest {

    private static final int TREES = 2_000;
    private static final int DEPTH = 3;

    /** A failure that knows its number. */
    private static final class Planned extends Exception {

        private static final long serialVersionUID = 1L;

        Planned(int number) {
            super("planned " + number, null, true, false);
        }
    }

    /** One tree, as it runs. */
    private static final class Tree {

        private final AtomicInteger numbers = new AtomicInteger();
        private final Map<Throwable, Boolean> thrown = new ConcurrentHashMap<>();
        private final List<String> broken = new CopyOnWriteArrayList<>();
        private final AtomicInteger alive = new AtomicInteger();

        /** A scope with random tasks; it yields how many leaves of it succeeded, if none failed. */
        Future<Integer> scopeOf(Random random, int depth) {
            AtomicInteger inside = new AtomicInteger(); // tasks of this scope that have begun and not ended
            int kind = random.nextInt(4);
            long seed = random.nextLong();
            Future<Integer> made = switch (kind) {
                case 0 ->
                    supervisorScope(
                            (TaskScope s) -> bodyOf(s, seed, depth, inside).await());
                case 1 -> raceOf(seed, depth, inside);
                default -> scope((TaskScope s) -> bodyOf(s, seed, depth, inside).await());
            };
            return checked(made, inside);
        }

        /** Whatever way the scope ends by itself, no task of it may be alive then. */
        private Future<Integer> checked(Future<Integer> scope, AtomicInteger inside) {
            return async(() -> {
                boolean ended = false;
                try {
                    int value = scope.await();
                    ended = true;
                    return value;
                } catch (Exception e) {
                    ended = true;
                    throw e;
                } finally {
                    if (inside.get() != 0) { // also when this is dropped: the scope has cleaned up before
                        broken.add(inside.get() + " tasks alive after their scope" + (ended ? "" : ", dropped"));
                    }
                }
            });
        }

        private Future<Integer> bodyOf(TaskScope s, long seed, int depth, AtomicInteger inside) {
            Random random = new Random(seed);
            return async(() -> {
                List<Subtask<Integer>> tasks = new ArrayList<>();
                int count = random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    tasks.add(s.spawn(counted(nodeOf(random, depth), inside)));
                    if (random.nextBoolean()) {
                        yieldNow().await();
                    }
                }
                if (random.nextInt(6) == 0 && !tasks.isEmpty()) {
                    tasks.get(0).abort();
                }
                if (random.nextInt(6) == 0) {
                    s.spawn(counted(sibling(s, random.nextLong(), inside), inside));
                }
                return leaf(random, false).await();
            });
        }

        /** A task that spawns into the scope to which it belongs. */
        private Future<Integer> sibling(TaskScope s, long seed, AtomicInteger inside) {
            return async(() -> {
                yieldNow().await();
                s.spawn(counted(leaf(new Random(seed), false), inside));
                return 1;
            });
        }

        private Future<Integer> raceOf(long seed, int depth, AtomicInteger inside) {
            Random random = new Random(seed);
            return raceScope(s -> {
                s.spawn(counted(leaf(random, false), inside));
                for (int i = random.nextInt(3); i > 0; i--) {
                    s.spawn(counted(nodeOf(random, depth), inside));
                }
            });
        }

        private Future<Integer> nodeOf(Random random, int depth) {
            return depth > 0 && random.nextInt(3) > 0 ? scopeOf(random, depth - 1) : leaf(random, true);
        }

        private Future<Integer> counted(Future<Integer> task, AtomicInteger inside) {
            return async(() -> {
                inside.incrementAndGet();
                alive.incrementAndGet();
                try {
                    return task.await();
                } finally {
                    yieldNow().await();
                    alive.decrementAndGet();
                    inside.decrementAndGet();
                }
            });
        }

        private Future<Integer> leaf(Random random, boolean mayHang) {
            int turns = random.nextInt(5);
            int end = random.nextInt(mayHang ? 6 : 5);
            boolean failsInCleanUp = random.nextInt(5) == 0;
            return async(() -> {
                boolean begun = false;
                try {
                    for (int i = 0; i < turns; i++) {
                        yieldNow().await();
                        begun = true;
                    }
                    if (end == 4) {
                        throw planned();
                    }
                    if (end == 5) {
                        return Futures.<Integer>race(Futures.pending(), patience())
                                .await();
                    }
                    return 1;
                } finally {
                    if (begun && failsInCleanUp && end != 4) {
                        throwPlanned();
                    }
                }
            });
        }

        /** Long enough to be cancelled meanwhile, and an end in any case. */
        private static Future<Integer> patience() {
            return async(() -> {
                for (int i = 0; i < 200; i++) {
                    yieldNow().await();
                }
                return 1;
            });
        }

        private void throwPlanned() throws Planned {
            throw planned();
        }

        private Planned planned() {
            Planned failure = new Planned(numbers.incrementAndGet());
            thrown.put(failure, true);
            return failure;
        }
    }

    @Test
    void trees_onOneThreadInRandomOrder_keepTheRules() throws Exception {
        for (long seed = 0; seed < TREES; seed++) {
            run(seed, AsyncRuntime.currentThread().seed(seed).taskOrder(TaskOrder.shuffled(new Random(seed))));
        }
    }

    @Test
    void trees_onThreeThreads_keepTheRules() throws Exception {
        for (long seed = 0; seed < TREES / 4; seed++) {
            run(seed, AsyncRuntime.multiThread().workerThreads(3));
        }
    }

    private static void run(long seed, RuntimeBuilder builder) throws Exception {
        List<Throwable> arrived = new CopyOnWriteArrayList<>();
        Tree tree = new Tree();
        try (AsyncRuntime runtime =
                builder.onFailure(failure -> arrived.add(failure.failure())).build()) {
            Random random = new Random(seed);
            int abortAfter = random.nextInt(3) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
            JoinHandle<Integer> root = runtime.spawn(tree.scopeOf(random, DEPTH));
            runtime.blockOn(async(() -> {
                for (int i = 0; i < abortAfter && !root.isFinished(); i++) {
                    yieldNow().await();
                }
                root.abort();
                try {
                    assertThat(root.await()).isEqualTo(1);
                } catch (TaskCancelledException e) {
                    assertThat(abortAfter).isNotEqualTo(Integer.MAX_VALUE);
                } catch (Planned | RuntimeException e) {
                    arrived.add(e);
                }
            }));
            assertThat(tree.alive).as("alive after the root, seed %d", seed).hasValue(0);
        }
        assertThat(tree.broken).as("seed %d", seed).isEmpty();
        assertExactlyOnce(seed, tree, arrived);
    }

    private static void assertExactlyOnce(long seed, Tree tree, List<Throwable> arrived) {
        Map<Throwable, Integer> counts = new HashMap<>();
        arrived.forEach(each -> count(each, counts));
        for (Throwable each : tree.thrown.keySet()) {
            assertThat(counts.getOrDefault(each, 0))
                    .as("deliveries of %s, seed %d", each.getMessage(), seed)
                    .isEqualTo(1);
        }
    }

    private static void count(Throwable each, Map<Throwable, Integer> counts) {
        counts.merge(each, 1, Integer::sum);
        for (Throwable suppressed : each.getSuppressed()) {
            count(suppressed, counts);
        }
    }
}
