package dev.pollux.task;

import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.AwaitTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbortOnDropHandleTest {

    private final HandRuntime runtime = new HandRuntime();
    private final Gate<Integer> gate = new Gate<>();

    @AfterEach
    void leave() {
        runtime.close();
    }

    private AbortOnDropHandle<Integer> spawnGate() {
        AbortOnDropHandle<Integer> handle = new AbortOnDropHandle<>(runtime.spawn(gate));
        runtime.run();
        return handle;
    }

    @Test
    @Behaviour("AOD-01")
    void drop_abortsTheTask() {
        AbortOnDropHandle<Integer> handle = spawnGate();
        AbortHandle task = handle.abortHandle();

        handle.drop();
        runtime.run();

        assertThat(gate.drops).isEqualTo(1);
        assertThat(task.isFinished()).isTrue();
        assertThat(runtime.reported).isEmpty();
    }

    @Test
    @Behaviour("AOD-02")
    void abort_cancelsTheTask_whichCanStillBeJoined() {
        AbortOnDropHandle<Integer> handle = spawnGate();

        handle.abort();
        runtime.run();

        assertThat(handle.isFinished()).isTrue();
        assertThat(ByHand.of(handle).assertFails()).isInstanceOf(TaskCancelledException.class);
    }

    @Test
    @Behaviour("AOD-03")
    void detach_unties() throws Exception {
        AbortOnDropHandle<Integer> handle = spawnGate();

        JoinHandle<Integer> plain = handle.detach();
        handle.drop();
        handle.close();
        runtime.run();

        assertThat(gate.drops).isZero();
        assertThat(plain.id()).isEqualTo(handle.id());
        gate.open(7);
        runtime.run();
        assertThat(ByHand.of(plain).assertReady()).isEqualTo(7);
        assertThatThrownBy(handle::detach).isInstanceOf(IllegalStateException.class);
        assertThat(ByHand.of(handle).assertFails()).hasMessageContaining("was used after detach()");
    }

    @Test
    void poll_isThatOfTheHandle_andClosingAfterwardsDoesNothing() throws Exception {
        try (AbortOnDropHandle<Integer> handle = new AbortOnDropHandle<>(runtime.spawn(ready(3)))) {
            ByHand.of(handle).assertPending();
            runtime.run();

            assertThat(ByHand.of(handle).assertReady()).isEqualTo(3);
        }
        assertThat(runtime.reported).isEmpty();
    }

    @Test
    @Behaviour("u:src/task/abort_on_drop-01")
    void toString_namesTheTask() {
        AbortOnDropHandle<Integer> handle = spawnGate();

        assertThat(handle.toString())
                .startsWith("AbortOnDropJoinHandle[")
                .contains(Long.toString(handle.id().value()));
        assertThat(AwaitTree.of(handle).toString()).contains("JoinHandle[");
    }
}
