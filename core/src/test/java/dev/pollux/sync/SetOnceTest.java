package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Rendezvous;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SetOnceTest {

    private final SetOnce<Integer> cell = new SetOnce<>();

    @Test
    @Behaviour({"SON-05", "SON-06", "SON-10"})
    void set_thenGet() {
        assertThat(cell.get()).isNull();
        assertThat(cell).hasToString("SetOnce[empty]");

        cell.set(1);

        assertThat(cell.get()).isEqualTo(1);
        assertThat(cell).hasToString("SetOnce[set]");
        assertThat(SetOnce.of(2).get()).isEqualTo(2);
    }

    @Test
    @Behaviour({"SON-07", "SON-13"})
    void whenSet_alreadySet_yieldsTheVeryValue() throws Exception {
        var value = new Object();
        var holder = new SetOnce<Object>();
        holder.set(value);

        assertThat(Polled.of(holder.whenSet()).assertReady()).isSameAs(value);
    }

    @Test
    @Behaviour({"SON-12", "SON-09"})
    void whenSet_empty_waitsForTheValue() throws Exception {
        var first = Polled.of(cell.whenSet()).assertPending();
        var second = Polled.of(cell.whenSet()).assertPending();
        var dropped = Polled.of(cell.whenSet()).assertPending();
        dropped.drop();

        cell.set(1);

        assertThat(first.wakes()).isEqualTo(1);
        assertThat(first.assertReady()).isEqualTo(1);
        assertThat(second.assertReady()).isEqualTo(1);
        assertThat(dropped.wakes()).isZero();
        assertThat(dropped.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour("SON-11")
    void set_twice_isRefused() {
        cell.set(1);

        assertThatThrownBy(() -> cell.set(2)).isInstanceOf(AlreadySetException.class);
        assertThat(cell.trySet(3)).isFalse();
        assertThat(cell.get()).isEqualTo(1);
        assertThatThrownBy(() -> cell.trySet(null)).isInstanceOf(NullPointerException.class);
    }

    private SetOnce<Integer> racing = cell;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Object[] seen = new Object[2];
    private final boolean[] set = new boolean[2];

    @Test
    @Timeout(60)
    @Behaviour({"SON-08", "LSO-02"})
    void whenSet_racingWithSets_isWokenOnceOrSeesTheValue() throws Exception {
        Rendezvous.run(
                5_000,
                () -> {
                    racing = new SetOnce<>();
                    wakes.set(0);
                },
                () -> {
                    long pending = Arrays.stream(seen)
                            .filter(each -> each == Poll.PENDING)
                            .count();
                    assertThat(wakes.get()).isEqualTo((int) pending);
                    assertThat(set[0]).isNotEqualTo(set[1]);
                },
                () -> seen[0] = racing.whenSet().pollRaw(Context.of(wakes::incrementAndGet)),
                () -> seen[1] = racing.whenSet().pollRaw(Context.of(wakes::incrementAndGet)),
                () -> set[0] = racing.trySet(1),
                () -> set[1] = racing.trySet(2));
    }
}
