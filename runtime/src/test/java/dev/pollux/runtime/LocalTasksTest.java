package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.TaskDump.State;
import dev.pollux.task.JoinHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of a {@link LocalSet}, seen from outside. */
@Timeout(60)
class LocalTasksTest {

    private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

    private static Future<String> waitingAt(Gate gate) {
        return async(() -> gate.await());
    }

    private static void drive(LocalSet local) throws Exception {
        local.blockOn(async(() -> yieldNow().await()));
    }

    @Test
    void localTask_thatWaits_isInTheDumpWithItsAwaitChain() throws Exception {
        try (runtime;
                LocalSet local = new LocalSet(runtime.handle())) {
            Gate gate = new Gate();
            JoinHandle<String> task = local.spawnLocal(waitingAt(gate));
            assertThat(runtime.dump().tasks()).extracting(TaskDump::state).containsExactly(State.QUEUED);
            drive(local);

            TaskDump seen = runtime.dump().tasks().get(0);

            assertThat(seen.id()).isEqualTo(task.id());
            assertThat(seen.state()).isEqualTo(State.WAITING);
            assertThat(seen.awaits().toString())
                    .contains("LocalTasksTest.waitingAt(")
                    .contains("TestFutures$Gate");
            StringBuilder text = new StringBuilder();
            runtime.dumpTo(text);
            assertThat(text).hasToString(runtime.dump().toString()).contains(task.id() + " [waiting]");
        }
    }

    @Test
    void localTask_thatRuns_isInTheDumpWithThreadAndStack() throws Exception {
        try (runtime;
                LocalSet local = new LocalSet(runtime.handle())) {
            AtomicReference<RuntimeDump> dump = new AtomicReference<>();
            JoinHandle<String> task = local.spawnLocal(call(() -> {
                dump.set(runtime.dump());
                return "done";
            }));
            local.blockOn(task);

            TaskDump seen = dump.get().tasks().get(0);

            assertThat(seen.id()).isEqualTo(task.id());
            assertThat(seen.state()).isEqualTo(State.RUNNING);
            assertThat(seen.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(seen.stack())
                    .anyMatch(frame -> frame.getMethodName().contains("localTask_thatRuns"))
                    .noneMatch(frame -> frame.getClassName().contains(".schedule."));
        }
    }

    @Test
    void localTasks_countAsAliveUntilTheyEnd_andAsSpawned() throws Exception {
        RuntimeMetrics metrics = runtime.metrics();
        try (runtime;
                LocalSet one = new LocalSet(runtime.handle())) {
            Gate gate = new Gate();
            try (LocalSet other = new LocalSet(runtime.handle())) {
                one.spawnLocal(gate);
                other.spawnLocal(new Gate());
                runtime.spawn(new Gate());
                assertThat(metrics.numAliveTasks()).isEqualTo(3);
            }
            assertThat(metrics.numAliveTasks()).isEqualTo(2);

            gate.open();
            one.blockOn(async(() -> spawnLocal(() -> "one more").await()));

            assertThat(metrics.numAliveTasks()).isEqualTo(1);
            assertThat(metrics.spawnedTasks()).isEqualTo(4);
            assertThat(runtime.dump().tasks()).hasSize(1);
        }
        assertThat(metrics.numAliveTasks()).isZero();
        assertThat(metrics.spawnedTasks()).isEqualTo(4);
    }

    @Test
    void set_thatIsForgotten_isNotKeptByItsRuntime() {
        try (runtime) {
            WeakReference<LocalSet> forgotten = forget(runtime);

            while (forgotten.get() != null || runtime.metrics().numAliveTasks() > 0) {
                System.gc();
            }

            assertThat(runtime.dump().tasks()).isEmpty();
        }
    }

    private static WeakReference<LocalSet> forget(AsyncRuntime runtime) {
        LocalSet local = new LocalSet(runtime.handle());
        local.spawnLocal(call(() -> "never polled"));
        assertThat(runtime.metrics().numAliveTasks()).isEqualTo(1);
        return new WeakReference<>(local);
    }
}
