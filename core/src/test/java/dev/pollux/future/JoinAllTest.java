package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinAllTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);

    @Test
    @Behaviour({"JOI-11", "TJO-12"})
    void joinAll_empty_isReadyWithAnEmptyList() throws Exception {
        assertThat(Polled.of(joinAll(List.<Future<String>>of())).assertReady()).isEmpty();
        assertThat(Polled.of(tryJoinAll(List.<Future<String>>of())).assertReady())
                .isEmpty();
    }

    @Test
    @Behaviour({"f:future_join_all-01", "f:future_join_all-03", "f:future_try_join_all-01", "f:future_try_join_all-03"})
    void joinAll_finishedInAnyOrder_yieldsInputOrder() throws Exception {
        var join = Polled.of(joinAll(List.of(a, b, c))).assertPending();

        c.complete("3");
        a.complete("1");
        b.complete("2");

        List<String> values = join.assertReady();
        assertThat(values).containsExactly("1", "2", "3");
        assertThatThrownBy(() -> values.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void joinAll_oneOfManyWoken_pollsThatOneAlone() throws Exception {
        List<Probe<Integer>> probes =
                IntStream.range(0, 100).mapToObj(i -> Probe.<Integer>create()).toList();
        var join = Polled.of(joinAll(probes)).assertPending();
        assertThat(probes).allMatch(probe -> probe.polls == 1);
        assertThat(join.wakes()).isZero();

        probes.get(42).complete(42);
        join.assertPending();

        assertThat(probes).filteredOn(probe -> probe.polls == 2).containsExactly(probes.get(42));
    }

    @Test
    void joinAll_tenThousandFinishedOneByOne_pollsEachTwiceInAll() throws Exception {
        assertPolledTwiceEach(futures -> joinAll(futures));
        assertPolledTwiceEach(futures -> tryJoinAll(futures));
    }

    /** Once at first, and once for its wake: what one wake costs does not depend on how many others there are. */
    private static void assertPolledTwiceEach(Function<List<Probe<Integer>>, Future<List<Integer>>> joining)
            throws Exception {
        List<Probe<Integer>> probes = IntStream.range(0, 10_000)
                .mapToObj(i -> Probe.<Integer>create())
                .toList();
        var join = Polled.of(joining.apply(probes)).assertPending();
        for (int i = 9_999; i > 0; i--) {
            probes.get(i).complete(i);
            join.assertPending();
        }
        probes.get(0).complete(0);

        assertThat(join.assertReady()).hasSize(10_000);
        assertThat(probes).allMatch(probe -> probe.polls == 2);
        assertThat(join.wakes()).isEqualTo(10_000);
    }

    @Test
    void joinAll_nulls_areValues() throws Exception {
        assertThat(Polled.of(joinAll(List.of(ready(null), ready(null)))).assertReady())
                .isEqualTo(Arrays.asList(null, null));
    }

    @Test
    void joinAll_callersListChanges_isNotSeen() throws Exception {
        var list = new ArrayList<Future<String>>(List.of(a, b));
        var join = Polled.of(joinAll(list));

        list.clear();
        a.complete("1");
        b.complete("2");

        assertThat(join.assertReady()).containsExactly("1", "2");
    }

    @Test
    void joinAll_severalFail_throwsTheFirstInInputOrderWithTheOthersSuppressed() throws Exception {
        var first = new IOException("first");
        var last = new IOException("last");
        var join = Polled.of(joinAll(List.of(a, b, c))).assertPending();
        c.fail(last);
        a.fail(first);
        join.assertPending();
        b.complete("2");

        Throwable thrown = join.assertFails();

        assertThat(thrown).isSameAs(first);
        assertThat(thrown.getSuppressed()).containsExactly(last);
    }

    @Test
    void tryJoinAll_oneFails_dropsTheRestInInputOrderAndThrowsAtOnce() throws Exception {
        var failure = new IOException("planned");
        var dropFailure = new IOException("while dropping");
        a.failingToDrop(dropFailure);
        var join = Polled.of(tryJoinAll(List.of(a, b, c))).assertPending();
        log.clear();
        b.fail(failure);

        Throwable thrown = join.assertFails();

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(dropFailure);
        assertThat(log).containsExactly("poll b", "drop a", "drop c");
    }

    @Test
    void joinAll_lateWakesAfterTheDrop_reachNobody() throws Exception {
        var join = Polled.of(joinAll(List.of(a, b))).assertPending();
        Waker late = a.waker;

        join.drop();
        late.wake();

        assertThat(join.wakes()).isZero();
    }

    @Test
    void joinAll_nullFuture_isRefusedAtOnce() {
        assertThatThrownBy(() -> joinAll(Arrays.asList(a, null))).isInstanceOf(NullPointerException.class);
    }
}
