package dev.pollux.task;

import static dev.pollux.future.Futures.failed;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be done with a task without joining it. */
class AbortHandleTest {

    private final HandRuntime runtime = new HandRuntime();
    private WeakReference<Object> last;

    @AfterEach
    void leave() {
        runtime.close();
    }

    @Test
    void abort_cancelsTheTask() {
        Gate<Integer> gate = new Gate<>();
        JoinHandle<Integer> task = runtime.spawn(gate);
        AbortHandle handle = task.abortHandle();
        runtime.run();

        handle.abort();
        assertThat(handle.isFinished()).isFalse();
        runtime.run();

        assertThat(handle.isFinished()).isTrue();
        assertThat(handle.id()).isEqualTo(task.id());
        assertThat(gate.drops).isEqualTo(1);
        assertThat(ByHand.of(task).assertFails()).isInstanceOf(TaskCancelledException.class);
    }

    @Test
    void abort_ofAnEndedTask_keepsItsValue() throws Exception {
        JoinHandle<Integer> task = runtime.spawn(ready(1));
        runtime.run();

        task.abortHandle().abort();
        runtime.run();

        assertThat(ByHand.of(task).assertReady()).isEqualTo(1);
    }

    @Test
    void abort_ofADetachedTask_works() {
        Gate<Integer> gate = new Gate<>();
        JoinHandle<Integer> task = runtime.spawn(gate);
        AbortHandle handle = task.abortHandle();
        task.drop();
        runtime.run();

        handle.abort();
        runtime.run();

        assertThat(gate.drops).isEqualTo(1);
        assertThat(handle.isFinished()).isTrue();
    }

    @Test
    @Behaviour({"TSK-03", "TSK-04", "TSK-05"})
    void forgottenAbortHandles_changeNothing() throws Exception {
        Gate<Integer> gate = new Gate<>();
        JoinHandle<Integer> task = runtime.spawn(gate);
        WeakReference<AbortHandle> forgotten = new WeakReference<>(task.abortHandle());
        AbortHandle kept = task.abortHandle();
        runtime.run();
        collect(forgotten);

        gate.open(1);
        runtime.run();

        assertThat(kept.isFinished()).isTrue();
        assertThat(ByHand.of(task).assertReady()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void abortHandle_ofAForgottenTask_doesNotKeepItsResultAlive() throws Exception {
        AbortHandle ofGarbage = spawnAndForget();
        runtime.run();
        collect(last);

        assertThat(ofGarbage.isFinished()).isTrue();
        ofGarbage.abort();
        assertThat(ofGarbage).hasToString("AbortHandle[" + ofGarbage.id() + "]");
    }

    /** Starts a task whose result is referred to by nothing but the task. */
    private AbortHandle spawnAndForget() {
        Future<Object> large = cx -> {
            Object value = new byte[1_000];
            last = new WeakReference<>(value);
            return Poll.ready(value);
        };
        return runtime.spawn(large).abortHandle();
    }

    @Test
    @Timeout(60)
    void abortHandle_delaysNoReportOfAFailure() {
        AbortHandle handle = runtime.spawn(failed(new IOException("no route"))).abortHandle();
        runtime.run();

        while (runtime.reported.isEmpty()) { // by the cleaner, once the forgotten JoinHandle is collected
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(runtime.reported)
                .singleElement()
                .satisfies(report -> assertThat(report.taskId()).isEqualTo(handle.id()));
    }

    @Test
    void pollFinished_tellsOfTheEndAndLeavesTheResult() throws Exception {
        Gate<Integer> gate = new Gate<>();
        JoinHandle<Integer> task = runtime.spawn(gate);
        int[] wakes = {0};
        runtime.run();

        assertThat(task.pollFinished(() -> wakes[0]++)).isFalse();
        gate.open(1);
        runtime.run();

        assertThat(wakes[0]).isEqualTo(1);
        assertThat(task.pollFinished(() -> wakes[0]++)).isTrue();
        assertThat(ByHand.of(task).assertReady()).isEqualTo(1);
    }

    @Test
    void pollFinished_ofAJoinedTask_isMisuse() throws Exception {
        JoinHandle<Integer> task = runtime.spawn(ready(1));
        runtime.run();
        ByHand.of(task).assertReady();

        assertThat(catchThrowable(() -> task.pollFinished(() -> {}))).isInstanceOf(IllegalStateException.class);
    }

    private static void collect(WeakReference<?> garbage) {
        while (garbage.get() != null) {
            System.gc();
        }
    }
}
