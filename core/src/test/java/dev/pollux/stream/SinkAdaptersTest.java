package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Polled;
import dev.pollux.future.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sinks in front of other sinks. */
class SinkAdaptersTest {

    private final ProbeSink<String> sink = ProbeSink.withRoom(1);
    private final IllegalStateException planned = new IllegalStateException("planned");

    private static <T> void push(Sink<T> sink, T value) throws Exception {
        Polled.of(sink.feed(value)).assertReady();
    }

    /** Lets the test say when the value is made. */
    private static <T> AsyncFunction<Future<T>, T> itself() {
        return new AsyncFunction<>() {
            @Override
            public T apply(Future<T> argument) {
                throw new AssertionError("not woven");
            }

            @Override
            public Future<T> future(Future<T> argument) {
                return argument;
            }
        };
    }

    // ---------------------------------------------------------------- with, withFlatMap

    @Test
    @Behaviour("FSI-07")
    void with_flush_waitsForTheValueThatIsBeingMade() throws Exception {
        Probe<String> made = Probe.create();
        Sink<Future<String>> with = sink.with(itself());
        push(with, made);
        var flush = Polled.of(with.flush()).assertPending();
        assertThat(sink.taken).isEmpty();

        made.complete("made");

        flush.assertReady();
        assertThat(sink.taken).containsExactly("made");
    }

    @Test
    void with_feedIsDroppedWhileAValueIsMade_keepsTheRoomForThatValue() throws Exception {
        Probe<String> made = Probe.create();
        Sink<Future<String>> with = sink.with(itself());
        push(with, made);
        var second = Polled.of(with.feed(Probe.create())).assertPending();

        second.drop();

        assertThat(sink.aborts).isZero();
    }

    @Test
    void feed_dropped_tellsTheSinkIfItHadAskedForRoom() throws Exception {
        ProbeSink<String> full = ProbeSink.withRoom(0);
        Sink<String> adapted = full.<String>with(x -> x).sinkMapErr(e -> e).fanout(full);
        adapted.feed("never polled").drop();
        assertThat(full.aborts).isZero();

        Polled.of(adapted.feed("polled")).assertPending().drop();

        assertThat(full.aborts).isEqualTo(2);
    }

    @Test
    @Behaviour("FSI-08")
    void with_asMap_mapsEachValue() throws Exception {
        List<Integer> list = new ArrayList<>();
        Sink<Integer> with = Sinks.<Integer>into(list).with(x -> x * 2);

        Polled.of(with.sendAll(of(0, 1, 2))).assertReady();

        assertThat(list).containsExactly(0, 2, 4);
    }

    @Test
    @Behaviour("FSI-10")
    void with_noRoomBelow_isNotReady() throws Exception {
        Sink<String> with = sink.with(x -> x + "!");
        Polled.of(with.send("a")).assertReady();
        var feed = Polled.of(with.feed("b")).assertPending();

        sink.makeRoom(1);

        assertThat(feed.wakes()).isEqualTo(1);
        feed.assertReady();
        Polled.of(with.flush()).assertReady();
        assertThat(sink.taken).containsExactly("a!", "b!");
    }

    @Test
    @Behaviour("FSI-11")
    void with_flushBelowIsPending_isPending() throws Exception {
        ProbeSink<Integer> slow = ProbeSink.thatDoesNotFlush();
        var send = Polled.of(slow.<Integer>with(x -> x).send(1)).assertPending();

        slow.letFlush();

        assertThat(send.wakes()).isEqualTo(1);
        send.assertReady();
    }

    @Test
    void with_sentWithoutRoom_isRefused() throws Exception {
        Sink<Future<String>> with = sink.with(itself());
        push(with, Futures.pending());

        assertThatThrownBy(() -> with.startSend(Futures.pending()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pollReady");
    }

    @Test
    void with_dropped_dropsTheFutureAndTheSink() throws Exception {
        Probe<String> made = Probe.create();
        Sink<Future<String>> with = sink.with(itself());
        push(with, made.failingToDrop(planned));

        assertThatThrownBy(with::drop).isSameAs(planned);

        assertThat(List.of(made.drops, sink.drops)).containsExactly(1, 1);
    }

    @Test
    @Behaviour("FSI-09")
    void withFlatMap_makesSeveralOfOne() throws Exception {
        List<Integer> list = new ArrayList<>();
        Sink<Integer> flat = Sinks.<Integer>into(list).withFlatMap(x -> from(java.util.Collections.nCopies(x, x)));

        Polled.of(flat.sendAll(of(0, 1, 2, 3))).assertReady();

        assertThat(list).containsExactly(1, 2, 2, 3, 3, 3);
    }

    @Test
    void withFlatMap_noRoom_keepsWhatCameOut() throws Exception {
        Sink<Integer> flat = sink.withFlatMap(x -> of("a" + x, "b" + x));
        push(flat, 1);
        var flush = Polled.of(flat.flush()).assertPending();

        sink.makeRoom(1);

        flush.assertReady();
        assertThat(sink.taken).containsExactly("a1", "b1");
    }

    // ---------------------------------------------------------------- buffer, fanout, sinkMapErr, unfold

    @Test
    @Behaviour("FSI-13")
    void buffer_ofNone_changesNothing() throws Exception {
        Sink<String> buffer = sink.buffer(0);
        push(buffer, "a");

        Polled.of(buffer.feed("b")).assertPending();

        assertThat(sink.taken).containsExactly("a");
        assertThatThrownBy(() -> sink.buffer(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity is -1");
    }

    @Test
    @Behaviour("FSI-14")
    void buffer_takesValuesThatHaveNoRoomBelow() throws Exception {
        Sink<String> buffer = sink.buffer(2);
        push(buffer, "a");
        push(buffer, "b");
        push(buffer, "c");
        var feed = Polled.of(buffer.feed("d")).assertPending();
        assertThat(sink.taken).containsExactly("a");

        sink.makeRoom(1);
        assertThat(feed.wakes()).isEqualTo(1);
        feed.assertReady();
        sink.makeRoom(2);
        Polled.of(buffer.flush()).assertReady();

        assertThat(sink.taken).containsExactly("a", "b", "c", "d");
    }

    @Test
    @Behaviour({"FSI-15", "f:sink_fanout-01"})
    void fanout_bothGetEachValue() throws Exception {
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();

        Polled.of(of(0, 1, 2).forward(Sinks.<Integer>into(left).fanout(Sinks.into(right))))
                .assertReady();

        assertThat(left).containsExactly(0, 1, 2);
        assertThat(right).containsExactly(0, 1, 2);
    }

    @Test
    @Behaviour("FSI-16")
    void fanout_eitherHasNoRoom_waits() throws Exception {
        ProbeSink<String> other = ProbeSink.withRoom(2);
        Sink<String> fanout = sink.fanout(other);
        push(fanout, "a");
        var feed = Polled.of(fanout.feed("b")).assertPending();
        assertThat(other.taken).containsExactly("a");

        sink.makeRoom(5);
        feed.assertReady();
        var third = Polled.of(fanout.feed("c")).assertPending();
        other.makeRoom(1);

        assertThat(third.wakes()).isEqualTo(1);
        third.assertReady();
        assertThat(sink.taken).isEqualTo(other.taken).containsExactly("a", "b", "c");
        fanout.drop();
        assertThat(List.of(sink.drops, other.drops)).containsExactly(1, 1);
    }

    @Test
    @Behaviour("FSI-17")
    void sinkMapErr_failure_isMapped() throws Exception {
        var mapped = new IOException("mapped");
        Sink<String> mapping = sink.sinkMapErr(failure -> {
            assertThat(failure).isSameAs(planned);
            return mapped;
        });
        Polled.of(mapping.send("fine")).assertReady();

        sink.fail(planned);

        assertThat(Polled.of(mapping.send("bad")).assertFails()).isSameAs(mapped);
        assertThat(Polled.of(mapping.flush()).assertFails()).isSameAs(mapped);
        assertThat(Polled.of(mapping.close()).assertFails()).isSameAs(mapped);
    }

    @Test
    @Behaviour("FSI-18")
    void unfold_carriesTheStateOnAndWaitsForEachStep() throws Exception {
        List<String> steps = new ArrayList<>();
        Probe<Integer> slow = Probe.create();
        Sink<String> unfold = Sinks.unfold(0, (sum, value) -> {
            steps.add(sum + value);
            return sum == 0 ? slow : Futures.ready(sum + 1);
        });
        var send = Polled.of(unfold.send("a")).assertPending();

        slow.complete(1);
        send.assertReady();
        Polled.of(unfold.send("b")).assertReady();
        Polled.of(unfold.send("c")).assertReady();

        assertThat(steps).containsExactly("0a", "1b", "2c");
    }

    @Test
    void unfold_stepFails_sendFailsAndTheStateStays() throws Exception {
        List<Integer> states = new ArrayList<>();
        Sink<Boolean> unfold = Sinks.unfold(0, (state, fails) -> {
            states.add(state);
            return fails ? Futures.failed(planned) : Futures.ready(state + 1);
        });
        Polled.of(unfold.send(false)).assertReady();

        assertThat(Polled.of(unfold.send(true)).assertFails()).isSameAs(planned);
        Polled.of(unfold.send(false)).assertReady();

        assertThat(states).containsExactly(0, 1, 1);
    }
}
