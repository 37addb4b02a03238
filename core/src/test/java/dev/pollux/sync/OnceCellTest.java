package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import org.junit.jupiter.api.Test;

class OnceCellTest {

    private final OnceCell<Integer> cell = new OnceCell<>();
    private final Oneshot<Integer> input = Oneshot.channel();
    private final AsyncBlock<Integer> slow = Blocks.of(input.receiver());

    @Test
    @Behaviour({"ONC-05", "ONC-08", "ONC-09"})
    void set_thenGet() {
        assertThat(cell.get()).isNull();
        assertThat(cell).hasToString("OnceCell[empty]");

        cell.set(1);

        assertThat(cell.get()).isEqualTo(1);
        assertThat(cell).hasToString("OnceCell[set]");
        assertThat(OnceCell.of(2).get()).isEqualTo(2);
        assertThatThrownBy(() -> cell.set(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Behaviour("ONC-10")
    void set_twice_isRefused() {
        cell.set(1);

        assertThatThrownBy(() -> cell.set(2))
                .isInstanceOfSatisfying(
                        AlreadySetException.class,
                        e -> assertThat(e.isInitializing()).isFalse());
        assertThat(cell.get()).isEqualTo(1);
    }

    @Test
    @Behaviour("ONC-11")
    void set_whileInitializing_isRefusedAsSuch() throws Exception {
        Polled.of(cell.getOrInit(slow)).assertPending();

        assertThatThrownBy(() -> cell.set(2))
                .isInstanceOfSatisfying(
                        AlreadySetException.class,
                        e -> assertThat(e.isInitializing()).isTrue());
        assertThat(cell.isSet()).isFalse();
    }

    @Test
    @Behaviour("ONC-06")
    void getOrInit_two_runOneInitializer() throws Exception {
        var first = Polled.of(cell.getOrInit(slow)).assertPending();
        var second = Polled.of(cell.getOrInit(() -> {
            throw new AssertionError("not needed");
        }));
        second.assertPending();
        input.sender().send(1);

        assertThat(first.assertReady()).isEqualTo(1);

        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.assertReady()).isEqualTo(1);
        assertThat(Polled.of(cell.getOrInit(() -> 3)).assertReady()).isEqualTo(1);
    }

    @Test
    @Behaviour({"ONC-07", "ONC-12"})
    void getOrInit_fails_letsTheNextTry() throws Exception {
        var failure = new IllegalStateException("planned");
        var first = Polled.of(cell.getOrInit(slow)).assertPending();
        var second = Polled.of(cell.getOrInit(() -> {
            throw failure;
        }));
        second.assertPending();
        input.sender().close();

        assertThat(first.assertFails()).isInstanceOf(ClosedException.class);
        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.assertFails()).isSameAs(failure);

        assertThat(Polled.of(cell.getOrInit(() -> 3)).assertReady()).isEqualTo(3);
    }

    @Test
    void getOrInit_dropped_letsTheNextTry() throws Exception {
        var first = Polled.of(cell.getOrInit(slow)).assertPending();
        var second = Polled.of(cell.getOrInit(() -> 2)).assertPending();
        var third = Polled.of(cell.getOrInit(() -> 3)).assertPending();

        first.drop();
        second.drop(); // it has the turn, and passes it on

        assertThat(input.sender().isClosed()).isTrue();
        assertThat(third.wakes()).isEqualTo(1);
        assertThat(third.assertReady()).isEqualTo(3);
    }

    @Test
    void getOrInit_droppedInLine_leavesTheTurnAlone() throws Exception {
        var first = Polled.of(cell.getOrInit(slow)).assertPending();
        Polled.of(cell.getOrInit(() -> 2)).assertPending().drop();
        input.sender().send(1);

        assertThat(first.assertReady()).isEqualTo(1);
    }

    @Test
    void getOrInit_droppedAfterTheValueCame_leavesIt() throws Exception {
        var first = Polled.of(cell.getOrInit(slow)).assertPending();
        var second = Polled.of(cell.getOrInit(() -> 2)).assertPending();
        input.sender().send(1);
        first.assertReady();

        second.drop();

        assertThat(cell.get()).isEqualTo(1);
        assertThat(Polled.of(cell.getOrInit(() -> 3)).assertReady()).isEqualTo(1);
    }

    @Test
    void getOrInit_null_failsAndLetsTheNextTry() throws Exception {
        assertThat(Polled.of(cell.getOrInit(() -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("never null");

        assertThat(Polled.of(cell.getOrInit(() -> 1)).assertReady()).isEqualTo(1);
        assertThatThrownBy(() -> cell.getOrInit(null)).isInstanceOf(NullPointerException.class);
    }
}
