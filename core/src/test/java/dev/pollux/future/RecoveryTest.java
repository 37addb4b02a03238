package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes after a value and after a failure: catching, exceptionally, orElse, mapErr, inspect, inspectErr, flatten. */
class RecoveryTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final IOException failure = new IOException("planned");

    private static <T> Mapping<Throwable, T> never() {
        return failure -> {
            throw new AssertionError("called for " + failure);
        };
    }

    // ---------------------------------------------------------------- catching

    @Test
    void catching_value_isACompletedOutcome() throws Exception {
        var caught = Polled.of(a.catching()).assertPending();
        a.complete("x");

        Outcome<String> outcome = caught.assertReady();

        assertThat(outcome).isEqualTo(new Outcome.Completed<>("x"));
        assertThat(outcome.isCompleted()).isTrue();
        assertThat(outcome.get()).isEqualTo("x");
        assertThat(Polled.of(ready(null).catching()).assertReady().get()).isNull();
    }

    @Test
    void catching_failureOrError_isAFailedOutcomeWithTheVeryObject() throws Exception {
        var error = new AssertionError("planned");

        Outcome<String> outcome =
                Polled.of(Futures.<String>failed(failure).catching()).assertReady();

        assertThat(outcome).isEqualTo(new Outcome.Failed<String>(failure));
        assertThat(outcome.isCompleted()).isFalse();
        assertThatThrownBy(outcome::get).isSameAs(failure);
        assertThat(Polled.of(failed(error).catching()).assertReady()).isEqualTo(new Outcome.Failed<>(error));
    }

    @Test
    void catching_dropped_dropsTheSource() throws Exception {
        Polled.of(a.catching()).assertPending().drop();

        assertThat(a.drops).isEqualTo(1);
    }

    @Test
    @Behaviour({"FEA-03"})
    void catchingThenAndThen_finished_letsTheFirstGoBeforeTheSecondIsPolled() throws Exception {
        var held = new ArrayList<>(List.of(new Object()));
        var first = new WeakReference<Object>(held.get(0));
        Future<Object> source = ready(held.remove(0)).map(value -> "first");
        Future<String> both = source.catching().andThen(outcome -> b);
        source = null;

        Polled.of(both).assertPending();

        assertThatIsCollected(first);
    }

    // ---------------------------------------------------------------- exceptionally

    @Test
    void exceptionally_value_passesAndTheFunctionIsNotCalled() throws Exception {
        assertThat(Polled.of(ready("x").exceptionally(never())).assertReady()).isEqualTo("x");
    }

    @Test
    void exceptionally_failure_yieldsWhatTheFunctionMakesOfTheVeryObject() throws Exception {
        var recovered = Polled.of(a.exceptionally(thrown -> thrown == failure ? "recovered" : "another"))
                .assertPending();
        a.fail(failure);

        assertThat(recovered.assertReady()).isEqualTo("recovered");
        assertThat(a.drops).isZero();
    }

    @Test
    void exceptionally_functionThrows_failsWithThat() {
        var other = new IOException("other");

        assertThat(Polled.of(failed(failure).exceptionally(thrown -> {
                            throw other;
                        }))
                        .assertFails())
                .isSameAs(other);
    }

    // ---------------------------------------------------------------- orElse

    @Test
    void orElse_value_passesAndTheFunctionIsNotCalled() throws Exception {
        assertThat(Polled.of(ready("x").orElse(never())).assertReady()).isEqualTo("x");
    }

    @Test
    void orElse_failure_goesOnWithTheOtherFutureAtOnce() throws Exception {
        var either = Polled.of(a.orElse(thrown -> b)).assertPending();
        a.fail(failure);
        either.assertPending();
        assertThat(log).containsExactly("poll a", "poll a", "poll b");

        b.complete("b");

        assertThat(either.assertReady()).isEqualTo("b");
        assertThat(List.of(a.drops, b.drops)).containsExactly(0, 0);
    }

    @Test
    void orElse_secondFails_throwsTheFailureOfTheSecond() {
        var second = new IOException("second");

        assertThat(Polled.of(failed(failure).orElse(thrown -> failed(second))).assertFails())
                .isSameAs(second);
    }

    @Test
    void orElse_dropped_dropsTheOneThatRuns() throws Exception {
        Polled.of(a.orElse(never())).assertPending().drop();
        Polled.of(Futures.<String>failed(failure).orElse(thrown -> b))
                .assertPending()
                .drop();

        assertThat(List.of(a.drops, b.drops)).containsExactly(1, 1);
    }

    @Test
    void orElse_functionReturnsNull_saysSo() {
        assertThat(Polled.of(failed(failure).orElse(thrown -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("orElse needs a future");
    }

    @Test
    @Behaviour({"FEA-05"})
    void orElse_failed_letsTheFirstGoBeforeTheSecondIsPolled() throws Exception {
        var held = new ArrayList<>(List.of(new IOException("collected")));
        var first = new WeakReference<Object>(held.get(0));
        Future<String> source = failed(held.remove(0));
        Future<String> either = source.orElse(thrown -> b);
        source = null;

        Polled.of(either).assertPending();

        assertThatIsCollected(first);
    }

    // ---------------------------------------------------------------- mapErr, inspect, inspectErr

    @Test
    void mapErr_failure_isReplaced() throws Exception {
        Throwable thrown = Polled.of(failed(failure).mapErr(cause -> new IllegalStateException("mapped", cause)))
                .assertFails();

        assertThat(thrown).hasMessage("mapped").hasCause(failure);
        assertThat(Polled.of(ready("x").mapErr(never())).assertReady()).isEqualTo("x");
    }

    @Test
    void mapErr_functionThrowsOrReturnsNull_failsWithThat() {
        var other = new IOException("other");

        assertThat(Polled.of(failed(failure).mapErr(cause -> {
                            throw other;
                        }))
                        .assertFails())
                .isSameAs(other);
        assertThat(Polled.of(failed(failure).mapErr(cause -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("mapErr needs a failure");
    }

    @Test
    @Behaviour("f:future_inspect-01")
    void inspect_value_isSeenAndPasses() throws Exception {
        assertThat(Polled.of(ready("x").inspect(log::add)).assertReady()).isEqualTo("x");
        assertThat(log).containsExactly("x");

        assertThat(Polled.of(Futures.<String>failed(failure).inspect(log::add)).assertFails())
                .isSameAs(failure);
        assertThat(log).containsExactly("x");
    }

    @Test
    void inspect_functionThrows_failsWithThat() {
        var other = new IllegalStateException("other");

        assertThat(Polled.of(ready("x").inspect(value -> {
                            throw other;
                        }))
                        .assertFails())
                .isSameAs(other);
    }

    @Test
    void inspectErr_failure_isSeenAndPasses() throws Exception {
        var seen = new ArrayList<Throwable>();

        assertThat(Polled.of(failed(failure).inspectErr(seen::add)).assertFails())
                .isSameAs(failure);
        assertThat(Polled.of(ready("x").inspectErr(seen::add)).assertReady()).isEqualTo("x");
        assertThat(seen).containsExactly(failure);
    }

    @Test
    void inspectErr_functionThrows_isSuppressedInTheFailure() {
        var other = new IllegalStateException("other");

        Throwable thrown = Polled.of(failed(failure).inspectErr(cause -> {
                    throw other;
                }))
                .assertFails();

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(other);
    }

    // ---------------------------------------------------------------- flatten

    @Test
    void flatten_futureOfAFuture_yieldsTheInnerValue() throws Exception {
        Probe<Future<String>> outer = Probe.create();
        var flat = Polled.of(flatten(outer)).assertPending();
        outer.complete(b);
        flat.assertPending();

        b.complete("b");

        assertThat(flat.assertReady()).isEqualTo("b");
        assertThat(Polled.of(flatten(ready(failed(failure)))).assertFails()).isSameAs(failure);
        assertThat(Polled.of(flatten(ready((Future<String>) null))).assertFails())
                .hasMessageContaining("flatten needs a future");
    }

    // ---------------------------------------------------------------- chains, and all of them alike

    @Test
    @Behaviour("f:future_basic_combinators-01")
    void chain_ofValues_runsStepByStepInOrder() throws Exception {
        Future<String> chain = ready(1).inspect(value -> log.add("saw " + value))
                .map(value -> value + 1)
                .andThen(value -> ready(value * 10))
                .catching()
                .andThen(outcome -> ready("got " + outcome.get()));

        assertThat(log).isEmpty();
        assertThat(Polled.of(chain).assertReady()).isEqualTo("got 20");
        assertThat(log).containsExactly("saw 1");
    }

    @Test
    @Behaviour("f:future_basic_combinators-02")
    void chain_withFailures_skipsWhatIsForValues() throws Exception {
        Future<String> chain = Futures.<Integer>failed(failure)
                .map(value -> value + 1)
                .andThen(value -> ready("skipped " + log.add("not reached")))
                .mapErr(cause -> new IllegalStateException("mapped", cause))
                .inspectErr(cause -> log.add(cause.getMessage()))
                .orElse(cause -> failed(new IOException("again", cause)))
                .exceptionally(cause -> "recovered from " + cause.getMessage());

        assertThat(Polled.of(chain).assertReady()).isEqualTo("recovered from again");
        assertThat(log).containsExactly("mapped");
    }

    @Test
    @Behaviour({"FEA-01", "FEA-02", "FEA-04"})
    void everyFunction_afterTheEnd_isLetGo() throws Exception {
        var held = new ArrayList<>(List.of(new Object(), new Object(), new Object()));
        var seen = held.stream().map(WeakReference<Object>::new).toList();
        List<Future<?>> ended =
                List.of(mapWith(held.remove(0)), recoverWith(held.remove(0)), chainWith(held.remove(0)));

        for (Future<?> each : ended) {
            each.poll(Context.of(Waker.noop()));
        }

        seen.forEach(RecoveryTest::assertThatIsCollected);
        assertThat(ended).hasSize(3); // and were reachable all the time
    }

    private static Future<String> mapWith(Object captured) {
        return ready("x").map(value -> value + captured);
    }

    private static Future<String> recoverWith(Object captured) {
        return Futures.<String>failed(new IOException("planned")).exceptionally(cause -> "" + captured);
    }

    private Future<String> chainWith(Object captured) {
        return ready("x").andThen(value -> captured == null ? a : b);
    }

    @Test
    void polledAgain_everyKind_isRefused() throws Exception {
        for (Future<?> each : List.of(
                ready(1).catching(),
                ready(1).exceptionally(cause -> 2),
                ready(1).orElse(cause -> ready(2)),
                ready(1).inspect(value -> {}))) {
            Polled<?> polled = Polled.of(each);
            polled.assertReady();
            assertThatThrownBy(polled::poll).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void toString_everyKind_tellsWhatItIsAndWhatItWaitsFor() {
        assertThat(AwaitTree.of(a.catching()).toString()).isEqualTo("catching\n  a\n");
        assertThat(AwaitTree.of(a.exceptionally(never())).toString()).isEqualTo("exceptionally\n  a\n");
        assertThat(AwaitTree.of(a.orElse(never())).toString()).isEqualTo("orElse\n  a\n");
        assertThat(AwaitTree.of(a.mapErr(never())).toString()).isEqualTo("mapErr\n  a\n");
        assertThat(AwaitTree.of(a.inspect(value -> {})).toString()).isEqualTo("inspect\n  a\n");
        assertThat(AwaitTree.of(a.inspectErr(cause -> {})).toString()).isEqualTo("inspectErr\n  a\n");
        assertThat(AwaitTree.of(flatten(ready(a))).toString()).startsWith("flatten\n");
    }

    @Test
    void nullFunctions_areRefusedAtOnce() {
        assertThatThrownBy(() -> a.exceptionally(null)).hasMessage("recovery");
        assertThatThrownBy(() -> a.orElse(null)).hasMessage("next");
        assertThatThrownBy(() -> a.mapErr(null)).hasMessage("mapping");
        assertThatThrownBy(() -> a.inspect(null)).hasMessage("look");
        assertThatThrownBy(() -> a.inspectErr(null)).hasMessage("look");
        assertThatThrownBy(() -> flatten(null)).hasMessage("future");
    }

    private static void assertThatIsCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
