package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adapters that deal with failures. */
class FailureAdaptersTest {

    private final List<Object> seen = new ArrayList<>();
    private final ProbeStream<Integer> source = ProbeStream.create();
    private final Exception failure = new Exception("planned");

    private static <T> List<T> valuesOf(Stream<T> stream) throws Exception {
        PolledStream<T> polled = PolledStream.of(stream);
        List<T> values = polled.drain();
        polled.assertEnd();
        return values;
    }

    @Test
    @Behaviour("f:stream_catch_unwind-01")
    void exceptionally_failure_isTheLastValueAndTheSourceIsDropped() throws Exception {
        Stream<Object> stream =
                ProbeStream.<Object>create().give(1).fail(failure).give(2).exceptionally(thrown -> thrown);

        assertThat(valuesOf(stream)).containsExactly(1, failure);

        PolledStream.of(source.fail(failure).exceptionally(thrown -> 0)).assertNext(0);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("f:stream_catch_unwind-02")
    void exceptionally_noFailure_changesNothing() throws Exception {
        assertThat(valuesOf(of(1, 2).exceptionally(thrown -> 0))).containsExactly(1, 2);
    }

    @Test
    @Behaviour({"f:stream_catch_unwind-01", "f:stream_catch_unwind-02"})
    void catching_failure_isTheLastOutcome() throws Exception {
        assertThat(valuesOf(of(1, 2).catching()))
                .containsExactly(new Outcome.Completed<>(1), new Outcome.Completed<>(2));
        assertThat(valuesOf(source.give(1).fail(failure).give(2).catching()))
                .containsExactly(new Outcome.Completed<>(1), new Outcome.Failed<>(failure));
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void exceptionally_handlerThrows_failsAndEnds() throws Exception {
        var other = new Exception("of the handler");
        var stream = PolledStream.of(source.fail(failure).exceptionally(thrown -> {
            throw other;
        }));

        assertThat(stream.assertFails()).isSameAs(other);

        stream.assertEnd();
    }

    @Test
    void orElse_failure_goesOnWithTheOtherStream() throws Exception {
        var other = new Exception("of the other stream");
        var fallback = ProbeStream.<Integer>create().give(2).fail(other).give(3).end();
        var stream = PolledStream.of(source.give(1).fail(failure).orElse(thrown -> {
            seen.add(thrown);
            return fallback;
        }));

        stream.assertNext(1).assertNext(2);
        assertThat(stream.assertFails()).isSameAs(other);
        stream.assertNext(3).assertEnd();

        assertThat(seen).containsExactly(failure);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void orElse_dropOfTheFailedStreamFails_isSuppressed() throws Exception {
        var ofDrop = new Exception("of the drop");
        PolledStream.of(source.fail(failure).failingToDrop(ofDrop).orElse(thrown -> of(0)))
                .assertNext(0);

        assertThat(failure).hasSuppressedException(ofDrop);
    }

    @Test
    void orElse_noStream_isRefused() {
        assertThat(PolledStream.of(source.fail(failure).orElse(thrown -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("orElse");
    }

    @Test
    void mapErr_failure_isReplaced() throws Exception {
        var other = new Exception("other");
        var stream = PolledStream.of(source.fail(failure).give(1).mapErr(thrown -> other));

        assertThat(stream.assertFails()).isSameAs(other);

        stream.assertNext(1);
    }

    @Test
    void inspectErr_observerThrows_isSuppressed() {
        var other = new IllegalStateException("of the observer");
        var stream = PolledStream.of(source.fail(failure).inspectErr(thrown -> {
            seen.add(thrown);
            throw other;
        }));

        assertThat(stream.assertFails()).isSameAs(failure).hasSuppressedException(other);

        assertThat(seen).containsExactly(failure);
    }
}
