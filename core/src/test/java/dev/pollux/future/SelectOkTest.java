package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectOkTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);
    private final Polled<String> firstOk = Polled.of(selectOk(List.of(a, b, c)));

    @Test
    @Behaviour("f:future_select_ok-01")
    void selectOk_failuresFirst_waitsForASuccessAndDropsTheRest() throws Exception {
        a.fail(new IOException("a"));
        firstOk.assertPending();
        log.clear();
        c.complete("c");

        assertThat(firstOk.assertReady()).isEqualTo("c");

        assertThat(log).containsExactly("poll c", "drop b");
    }

    @Test
    @Behaviour("f:future_select_ok-02")
    void selectOk_allFail_throwsTheLastWithTheOthersSuppressedInTheOrderOfComing() throws Exception {
        var failures = List.of(new IOException("1"), new IOException("2"), new IOException("3"));
        firstOk.assertPending();
        b.fail(failures.get(0));
        firstOk.assertPending();
        c.fail(failures.get(1));
        firstOk.assertPending();
        a.fail(failures.get(2));

        Throwable thrown = firstOk.assertFails();

        assertThat(thrown).isSameAs(failures.get(2));
        assertThat(thrown.getSuppressed()).containsExactly(failures.get(0), failures.get(1));
        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(0, 0, 0);
    }

    @Test
    void selectOk_sameFailureOfAll_isThrownAsItIs() {
        var failure = new IOException("planned");

        assertThat(Polled.of(selectOk(List.of(failed(failure), failed(failure))))
                        .assertFails())
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
    }

    @Test
    void selectOk_severalReady_theFirstInTheListWins() throws Exception {
        assertThat(Polled.of(selectOk(List.of(failed(new IOException("planned")), ready("1"), ready("2"))))
                        .assertReady())
                .isEqualTo("1");
    }

    @Test
    void selectOk_oneOfManyWoken_pollsThatOneAlone() throws Exception {
        List<Probe<Integer>> probes =
                IntStream.range(0, 100).mapToObj(i -> Probe.<Integer>create()).toList();
        var polled = Polled.of(selectOk(probes)).assertPending();

        probes.get(42).fail(new IOException("planned"));
        polled.assertPending();

        assertThat(probes).filteredOn(probe -> probe.polls == 2).containsExactly(probes.get(42));
    }

    @Test
    void selectOk_dropOfALoserFails_throwsThat() throws Exception {
        var failure = new IOException("while dropping");
        b.failingToDrop(failure);
        a.complete("a");

        assertThat(firstOk.assertFails()).isSameAs(failure);
        assertThat(c.drops).isEqualTo(1);
    }

    @Test
    void drop_whilePending_dropsTheUnfinishedInTheirOrder() throws Exception {
        b.fail(new IOException("planned"));
        firstOk.assertPending();
        log.clear();

        firstOk.drop();

        assertThat(log).containsExactly("drop a", "drop c");
    }

    @Test
    void selectOk_noFutureOrNull_isRefused() {
        assertThatThrownBy(() -> selectOk(List.<Future<String>>of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> selectOk(Arrays.asList(a, null))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void toString_tellsWhatItIs() throws Exception {
        a.fail(new IOException("planned"));
        var some = selectOk(List.of(a, b));
        Polled.of(some).assertPending();

        assertThat(AwaitTree.of(some).toString()).isEqualTo("selectOk of 2\n  b\n");
    }
}
