package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectAllTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);
    private final Polled<Selected<String>> all = Polled.of(selectAll(List.of(a, b, c)));

    @Test
    @Behaviour("f:future_select_all-01")
    void selectAll_oneReady_tellsWhichAndHandsTheOthersBack() throws Exception {
        all.assertPending();
        b.complete("b");

        Selected<String> first = all.assertReady();

        assertThat(first.index()).isEqualTo(1);
        assertThat(first.get()).isEqualTo("b");
        assertThat(first.rest()).containsExactly(a, c);
        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(0, 0, 0);
    }

    @Test
    void selectAll_againWithTheRest_getsThemAll() throws Exception {
        var values = new ArrayList<String>();
        List<Future<String>> left = List.of(ready("1"), ready("2"), ready("3"));
        while (!left.isEmpty()) {
            Selected<String> first = Polled.of(selectAll(left)).assertReady();
            values.add(first.get());
            left = first.rest();
        }

        assertThat(values).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void selectAll_oneFails_isAnOutcomeAndTheOthersLiveOn() throws Exception {
        var failure = new IOException("planned");
        all.assertPending();
        c.fail(failure);

        Selected<String> first = all.assertReady();

        assertThat(first.outcome()).isEqualTo(new Outcome.Failed<String>(failure));
        assertThatThrownBy(first::get).isSameAs(failure);
        assertThat(first.rest()).containsExactly(a, b);
        assertThat(List.of(a.drops, b.drops)).containsExactly(0, 0);
    }

    @Test
    void selectAll_allReady_eachWinsAsOftenAsAnyOther() throws Exception {
        int[] wins = new int[3];
        var random = new SplittableRandom(42);
        for (int i = 0; i < 3_000; i++) {
            wins[
                    Polled.of(selectAll(List.of(ready(0), ready(1), ready(2))))
                            .with(random)
                            .assertReady()
                            .index()]++;
        }

        assertThat(Arrays.stream(wins)).allMatch(won -> won > 850 && won < 1_150);
    }

    @Test
    void drop_whilePending_dropsAllInTheirOrder() throws Exception {
        var failure = new IOException("while dropping");
        b.failingToDrop(failure);
        all.assertPending();
        log.clear();

        assertThatThrownBy(all::drop).isSameAs(failure);

        assertThat(log).containsExactly("drop a", "drop b", "drop c");
    }

    @Test
    void drop_afterTheEnd_leavesTheRestAlone() throws Exception {
        a.complete("a");
        all.assertReady();

        all.drop();

        assertThat(List.of(b.drops, c.drops)).containsExactly(0, 0);
    }

    @Test
    void selectAll_noFutureOrNull_isRefused() {
        assertThatThrownBy(() -> selectAll(List.<Future<String>>of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> selectAll(Arrays.asList(a, null))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void toString_tellsWhatItIs() throws Exception {
        assertThat(AwaitTree.of(selectAll(List.of(a, b))).toString()).isEqualTo("selectAll of 2\n  a\n  b\n");
    }

    // ---------------------------------------------------------------- either

    @Test
    void either_firstOfTwoTypes_tellsWhichAndDropsTheOther() throws Exception {
        Probe<Integer> number = Probe.create();
        var either = Polled.of(either(a, number)).assertPending();
        number.complete(7);

        Either<String, Integer> seen = either.assertReady();

        assertThat(seen).isEqualTo(new Either.Right<String, Integer>(7));
        assertThat(seen.<String>fold(text -> text, value -> "number " + value)).isEqualTo("number 7");
        assertThat(a.drops).isEqualTo(1);
    }

    @Test
    void either_biased_prefersTheLeft() throws Exception {
        Either<String, Integer> seen =
                Polled.of(either(ready("text"), ready(7)).biased()).assertReady();

        assertThat(seen).isEqualTo(new Either.Left<String, Integer>("text"));
        assertThat(seen.<String>fold(text -> text + "!", value -> "number " + value))
                .isEqualTo("text!");
    }
}
