package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two threads that get into each other's way at the end of a task, a set or a runtime, many times over. */
@Timeout(60)
class ShutdownRacesTest {

    private static final int ROUNDS = 200;

    /** Looks at tasks of runtimes that are gone. */
    private final AsyncRuntime observer = AsyncRuntime.currentThread().build();

    @AfterEach
    void close() {
        observer.close();
    }

    private static AsyncRuntime workers(int count) {
        return AsyncRuntime.multiThread().workerThreads(count).build();
    }

    /** Does both at the same time, {@code here} on the calling thread. */
    private static void race(Callable<?> elsewhere, Callable<?> here) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        FutureTask<Object> other = new FutureTask<>(() -> {
            start.await();
            return elsewhere.call();
        });
        new Thread(other).start();
        start.await();
        here.call();
        other.get();
    }

    private static Callable<@Nullable Void> does(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }

    /** The value of a task, or the word for that it was cancelled. */
    private String outcomeOf(JoinHandle<String> task) throws Exception {
        try {
            return observer.blockOn(task);
        } catch (TaskCancelledException e) {
            return "cancelled";
        }
    }

    private void observeUntil(BooleanSupplier condition) throws Exception {
        observer.blockOn(async(() -> {
            while (!condition.getAsBoolean()) {
                yieldNow().await();
            }
        }));
    }

    // ---------------------------------------------------------------- the end of a runtime

    @Test
    @Behaviour("LMT-01")
    void close_whileWorkersStart_endsThemAndEachTask() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            AsyncRuntime runtime = workers(2);
            JoinHandle<String> task = runtime.spawn(() -> "value");

            runtime.close();

            assertThat(outcomeOf(task)).isIn("value", "cancelled");
            assertThat(runtime.metrics().numAliveTasks()).isZero();
        }
    }

    @Test
    @Behaviour("LMT-10")
    void close_againstAWake_endsTheTaskEitherWay() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            AsyncRuntime runtime = workers(2);
            Gate gate = new Gate();
            JoinHandle<String> task = runtime.spawn(gate);
            gate.awaitPolled();

            race(does(gate::open), does(runtime::close));

            assertThat(outcomeOf(task)).isIn("open", "cancelled");
            assertThat(gate.isDropped()).isTrue();
        }
    }

    @Test
    @Behaviour("LMS-01")
    void close_againstAJoin_letsTheHandleSeeTheCancellation() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            AsyncRuntime runtime = workers(1);
            JoinHandle<String> task = runtime.spawn(Futures.pending());
            List<String> seen = new ArrayList<>();

            race(does(runtime::close), () -> seen.add(outcomeOf(task)));

            assertThat(seen).containsExactly("cancelled");
        }
    }

    // ---------------------------------------------------------------- the end of a set, and of a handle

    @Test
    @Behaviour("LLS-01")
    void close_ofASetAgainstAWake_dropsTheTaskOnItsOwner() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Gate gate = new Gate();
            LocalSet local = new LocalSet(observer.handle());
            local.spawnLocal(gate);
            local.blockOn(async(() -> yieldNow().await()));
            assertThat(gate.isPolled()).isTrue();

            race(does(gate::open), does(local::close));

            assertThat(gate.dropper()).isSameAs(Thread.currentThread());
            assertThat(observer.metrics().numAliveTasks()).isZero();
        }
    }

    @Test
    @Behaviour("LCT-03")
    void drop_ofAHandleAgainstAWake_leavesTheTaskToItsEnd() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < ROUNDS; i++) {
            Gate gate = new Gate();
            JoinHandle<String> task = observer.spawn(() -> {
                gate.await();
                ended.incrementAndGet();
                return "detached";
            });
            observeUntil(gate::isPolled);

            race(does(gate::open), does(task::drop));

            observeUntil(() -> observer.metrics().numAliveTasks() == 0);
        }
        assertThat(ended).hasValue(ROUNDS);
    }

    // ---------------------------------------------------------------- blocking tasks

    private static Future<Integer> blocks(boolean yieldsFirst, AtomicInteger ran) {
        return async(() -> {
            if (yieldsFirst) {
                yieldNow().await();
            }
            return blockInPlace(ran::incrementAndGet);
        });
    }

    private static Future<Integer> counts(boolean yieldsFirst, AtomicInteger ran) {
        return async(() -> {
            if (yieldsFirst) {
                yieldNow().await();
            }
            return ran.incrementAndGet();
        });
    }

    @ParameterizedTest
    @CsvSource({"1, false, 0", "1, true, 0", "1, false, 2", "1, true, 2", "2, false, 2", "2, true, 2"})
    @Behaviour({"LMT-03", "LMT-04", "LMT-05", "LMT-06"})
    void tasksThatBlock_aloneOrBesideOthers_allFinish(int workers, boolean yieldFirst, int others) throws Exception {
        for (int i = 0; i < ROUNDS / 4; i++) {
            AtomicInteger ran = new AtomicInteger();
            try (AsyncRuntime runtime = workers(workers)) {
                List<JoinHandle<Integer>> tasks = new ArrayList<>();
                tasks.add(runtime.spawn(blocks(yieldFirst, ran)));
                tasks.add(runtime.spawn(blocks(yieldFirst, ran)));
                for (int n = 0; n < others; n++) {
                    tasks.add(runtime.spawn(counts(yieldFirst, ran)));
                }

                runtime.blockOn(joinAll(tasks));

                assertThat(ran).hasValue(2 + others);
            }
        }
    }

    // ---------------------------------------------------------------- the book of tasks

    @Test
    @Behaviour("s:runtime/task/list-01")
    void tasksSpawnedByManyThreads_areStruckOffByWhoeverEndsThem() throws Exception {
        AsyncRuntime runtime = workers(2);
        Gate[] gates = new Gate[64];
        for (int i = 0; i < gates.length; i++) {
            Gate gate = new Gate();
            gates[i] = gate;
            Thread spawner = new Thread(() -> runtime.spawn(gate).drop());
            spawner.start();
            spawner.join();
        }
        assertThat(runtime.metrics().numAliveTasks()).isEqualTo(gates.length);
        for (int i = 0; i < gates.length / 2; i++) {
            gates[i].open();
        }
        while (runtime.metrics().numAliveTasks() > gates.length / 2) {
            Thread.onSpinWait();
        }

        ShutdownReport report = runtime.shutdown(Duration.ofSeconds(50));

        assertThat(report.cancelled()).isEqualTo(gates.length / 2);
        assertThat(runtime.metrics().numAliveTasks()).isZero();
    }
}
