package dev.pollux.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbortOnDropTest {

    private final HandRuntime runtime = new HandRuntime();
    private final Gate<Integer> gate = new Gate<>();
    private final JoinSet<Integer> set = new JoinSet<>();
    private final AbortOnDrop tie = new AbortOnDrop(set.spawn(gate));

    @AfterEach
    void leave() {
        runtime.close();
    }

    @Test
    @Behaviour("AOD-04")
    void close_abortsTheTask() throws Exception {
        runtime.run();

        tie.close();
        tie.close();
        runtime.run();

        assertThat(gate.drops).isEqualTo(1);
        assertThat(ByHand.of(set.joinNext()).assertFails()).isInstanceOf(TaskCancelledException.class);
    }

    @Test
    @Behaviour("AOD-05")
    void abort_cancelsTheTaskNow() throws Exception {
        runtime.run();

        tie.abort();
        runtime.run();

        assertThat(gate.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("AOD-06")
    void detach_unties() throws Exception {
        AbortHandle task = tie.detach();
        tie.close();
        runtime.run();
        gate.open(7);
        runtime.run();

        assertThat(task.isFinished()).isTrue();
        assertThat(ByHand.of(set.joinNext()).assertReady()).isEqualTo(7);
    }

    @Test
    void toString_namesTheTask() {
        assertThat(tie).hasToString("AbortOnDrop[" + tie.detach().id() + "]");
    }
}
