package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When streams know that nothing more will come. */
class TerminationTest {

    /** Yields the values, and is known to be over after the last of them, not before. */
    @SafeVarargs
    private static <T> void assertOverAfter(Stream<T> stream, T... values) throws Exception {
        var polled = PolledStream.of(stream);
        for (T value : values) {
            assertThat(stream.isTerminated()).isFalse();
            polled.assertNext(value);
        }
        assertThat(stream.isTerminated()).isFalse();
        polled.assertEnd();
    }

    @Test
    @Behaviour({"SFU-01", "SFU-02"})
    void map_isOverWithItsSource() throws Exception {
        assertOverAfter(of(1, 2).map(x -> x * 10), 10, 20);
        assertThat(empty().map(x -> x).isTerminated()).isTrue();
    }

    @Test
    @Behaviour({"SFU-03", "SFU-04"})
    void filter_isOverWithItsSource() throws Exception {
        assertOverAfter(of(1, 2, 3, 4).filter(x -> x % 2 == 0), 2, 4);
        assertThat(empty().filter(x -> true).isTerminated()).isTrue();
    }

    @Test
    @Behaviour({"SFU-05", "SFU-06"})
    void filterMap_isOverWithItsSource() throws Exception {
        assertOverAfter(of(1, 2, 3, 4).filterMap(x -> x % 2 == 0 ? x * 10 : null), 20, 40);
        assertThat(empty().filterMap(x -> x).isTerminated()).isTrue();
    }

    @Test
    @Behaviour({"SFU-07", "SFU-08"})
    void skip_isOverWithItsSource() throws Exception {
        assertOverAfter(of(1, 2, 3).skip(1), 2, 3);
        assertThat(empty().skip(1).isTerminated()).isTrue();
    }

    @Test
    @Behaviour({"SFU-09", "SFU-10"})
    void skipWhile_isOverWithItsSource() throws Exception {
        assertOverAfter(of(1, 2, 3).skipWhile(x -> x < 2), 2, 3);
        assertThat(empty().skipWhile(x -> true).isTerminated()).isTrue();
    }

    @Test
    @Behaviour({"SFU-11", "SFU-12", "SFU-13"})
    void take_isOverWithItsLastValue() throws Exception {
        var stream = of(1, 2, 3).take(2);
        var polled = PolledStream.of(stream).assertNext(1);
        assertThat(stream.isTerminated()).isFalse();

        polled.assertNext(2);

        assertThat(stream.isTerminated()).isTrue();
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.NONE);
        assertThat(of(1, 2, 3).take(0).isTerminated()).isTrue();
        assertThat(empty().take(1).isTerminated()).isTrue();
    }

    @Test
    @Behaviour({"SFU-14", "SFU-15"})
    void takeWhile_isOverWhenTheConditionFails() throws Exception {
        assertOverAfter(of(1, 2, 3, 1).takeWhile(x -> x < 3), 1, 2);
    }

    @Test
    @Behaviour({"SFU-16", "SFU-17"})
    void mapWhile_isOverWhenTheFunctionAnswersNull() throws Exception {
        assertOverAfter(of(1, 2, 3, 1).mapWhile(x -> x < 3 ? x * 10 : null), 10, 20);
    }

    @Test
    @Behaviour({"SFU-18", "SFU-19"})
    void then_isOverWhenItsSourceIsAndNoFutureRuns() throws Exception {
        var future = Probe.<Integer>create();
        var source = ProbeStream.<Integer>create().give(1).end();
        var stream = source.notifyClose().then(x -> future);
        var polled = PolledStream.of(stream).assertPending();
        assertThat(stream.isTerminated()).isFalse();

        future.complete(10);
        polled.assertNext(10);

        assertThat(stream.isTerminated()).isFalse();
        assertOverAfter(of(1, 2).mapAsync(x -> x * 10), 10, 20);
    }

    @Test
    void then_sourceIsOver_isNotOverWhileItsFutureRuns() throws Exception {
        var future = Probe.<Integer>create();
        var stream = of(1, 2).take(1).then(x -> future);
        var polled = PolledStream.of(stream).assertPending();
        assertThat(stream.isTerminated()).isFalse();

        future.complete(10);
        polled.assertNext(10);

        assertThat(stream.isTerminated()).isTrue();
        polled.assertEnd();
    }

    @Test
    @Behaviour({"SFU-20", "SFU-21"})
    void chain_isOverWhenBothStreamsAre() throws Exception {
        assertOverAfter(of(1).chain(of(2)), 1, 2);
        assertThat(empty().chain(of(1)).isTerminated()).isFalse();
        assertThat(empty().chain(empty()).isTerminated()).isTrue();
    }

    @Test
    void flatten_isOverWhenBothStreamsAre() throws Exception {
        assertOverAfter(of(1, 2).flatMap(x -> of(x)), 1, 2);
        var stream = of(1, 2).take(1).flatMap(x -> of(7, 8).take(2));
        PolledStream.of(stream).assertNext(7);
        assertThat(stream.isTerminated()).isFalse();
    }

    @Test
    void sources_areOverAfterTheirLastPoll() throws Exception {
        assertOverAfter(of(1), 1);
        var once = once(dev.pollux.future.Futures.ready(1));
        assertThat(once.isTerminated()).isFalse();
        PolledStream.of(once).assertNext(1);
        assertThat(once.isTerminated()).isTrue();
        assertOverAfter(flattenStream(dev.pollux.future.Futures.ready(of(1))), 1);
        assertOverAfter(Streams.<Integer, Integer>unfold(0, state -> state < 1 ? new Unfolded<>(1, 1) : null), 1);
    }

    @Test
    void notifyClose_isOverWhenTheEndWasTold() throws Exception {
        var stream = Streams.<Integer>empty().notifyClose();
        assertThat(stream.isTerminated()).isFalse();

        PolledStream.of(stream).assertNext(java.util.Optional.empty());

        assertThat(stream.isTerminated()).isTrue();
    }

    @Test
    void takeUntil_isOverWithItsSource() throws Exception {
        assertOverAfter(of(1).takeUntil(dev.pollux.future.Futures.pending()), 1);
    }

    @Test
    void orElse_isNotOverWhileTheFailureIsDealtWith() throws Exception {
        assertOverAfter(
                ProbeStream.<Integer>create().fail(new Exception("planned")).orElse(failure -> of(1)), 1);
        List<Stream<?>> over = new ArrayList<>();
        over.add(empty().orElse(failure -> of(1)));
        assertThat(over).allMatch(Stream::isTerminated);
    }
}
