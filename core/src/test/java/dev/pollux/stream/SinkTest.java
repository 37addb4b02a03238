package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Polled;
import dev.pollux.future.Waker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sinks, their futures and adapters. */
class SinkTest {

    private final ProbeSink<String> sink = ProbeSink.withRoom(1);
    private final IllegalStateException planned = new IllegalStateException("planned");

    private static <T> void push(Sink<T> sink, T value) throws Exception {
        Polled.of(sink.feed(value)).assertReady();
    }

    @Test
    @Behaviour({"FSI-02", "FSI-03"})
    void into_anyCollection_takesEverything() throws Exception {
        List<Integer> list = new ArrayList<>();
        Deque<Integer> deque = new ArrayDeque<>();
        Sink<Integer> both = Sinks.<Integer>into(list).fanout(Sinks.into(deque));

        push(both, 0);
        push(both, 1);
        Polled.of(both.close()).assertReady();

        assertThat(list).containsExactly(0, 1);
        assertThat(deque).containsExactly(0, 1);
        assertThatThrownBy(() -> both.feed(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void drain_takesEverything() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).forward(Sinks.drain())).assertReady()).isNull();
    }

    @Test
    @Behaviour("FSI-04")
    void send_waitsUntilItIsFlushed() throws Exception {
        ProbeSink<Integer> slow = ProbeSink.thatDoesNotFlush();
        var send = Polled.of(slow.send(0)).assertPending();
        assertThat(slow.taken).containsExactly(0);

        slow.letFlush();

        assertThat(send.wakes()).isEqualTo(1);
        assertThat(send.assertReady()).isNull();
    }

    @Test
    void feed_doesNotFlush() throws Exception {
        ProbeSink<Integer> slow = ProbeSink.thatDoesNotFlush();

        push(slow, 0);

        assertThat(slow.flushPolls).isZero();
        var flush = Polled.of(slow.flush()).assertPending();
        slow.letFlush();
        flush.assertReady();
    }

    @Test
    @Behaviour("FSI-06")
    void send_noRoom_waitsForIt() throws Exception {
        push(sink, "first");
        var send = Polled.of(sink.send("second")).assertPending();

        sink.makeRoom(1);

        assertThat(send.wakes()).isEqualTo(1);
        send.assertReady();
        assertThat(sink.taken).containsExactly("first", "second");
    }

    @Test
    void feed_droppedBeforeThereWasRoom_sendsNothing() throws Exception {
        push(sink, "first");
        var feed = Polled.of(sink.feed("second")).assertPending();

        feed.drop();
        sink.makeRoom(1);

        assertThat(sink.taken).containsExactly("first");
        assertThat(sink.drops).isZero();
    }

    @Test
    void close_flushesAndCloses() throws Exception {
        ProbeSink<Integer> slow = ProbeSink.thatDoesNotFlush();
        Polled.of(slow.close()).assertPending().drop();

        slow.letFlush();
        Polled.of(slow.close()).assertReady();

        assertThat(slow.closes).isEqualTo(1);
    }

    // ---------------------------------------------------------------- sendAll, forward

    @Test
    @Behaviour("FSI-05")
    void sendAll_takesTheWholeStreamAndStaysOpen() throws Exception {
        List<Integer> list = new ArrayList<>();
        Sink<Integer> target = Sinks.into(list);

        Polled.of(target.sendAll(of(0, 1))).assertReady();
        Polled.of(target.sendAll(of(2, 3))).assertReady();

        assertThat(list).containsExactly(0, 1, 2, 3);
    }

    @Test
    void sendAll_nothingForTheMoment_flushes() throws Exception {
        ProbeStream<String> source = ProbeStream.create();
        var all = Polled.of(sink.sendAll(source)).assertPending();
        assertThat(sink.flushPolls).isEqualTo(1);

        source.give("a");
        assertThat(all.wakes()).isEqualTo(1);
        source.end();

        all.assertReady();
        assertThat(sink.taken).containsExactly("a");
    }

    @Test
    void sendAll_dropped_dropsNeitherSide() throws Exception {
        ProbeStream<String> source = ProbeStream.create();
        var all = Polled.of(sink.sendAll(source.give("a", "b"))).assertPending();

        all.drop();

        assertThat(List.of(source.drops, sink.drops)).containsExactly(0, 0);
    }

    @Test
    void forward_noRoom_takesNoMoreFromTheStreamThanOne() throws Exception {
        ProbeStream<String> source = ProbeStream.create();
        var forward = Polled.of(source.give("a", "b", "c").end().forward(sink)).assertPending();
        assertThat(source.polls).isEqualTo(2);

        sink.makeRoom(5);

        forward.assertReady();
        assertThat(sink.taken).containsExactly("a", "b", "c");
        assertThat(List.of(sink.closes, sink.drops, source.drops)).containsExactly(1, 0, 0);
    }

    @Test
    void forward_eitherFails_dropsBoth() throws Exception {
        ProbeStream<String> source = ProbeStream.create();
        assertThat(Polled.of(source.fail(planned).forward(sink)).assertFails()).isSameAs(planned);
        assertThat(List.of(source.drops, sink.drops)).containsExactly(1, 1);

        ProbeStream<String> other = ProbeStream.create();
        var forward = Polled.of(other.forward(sink)).assertPending();
        sink.fail(planned);
        assertThat(forward.assertFails()).isSameAs(planned);
        assertThat(List.of(other.drops, sink.drops)).containsExactly(1, 2);
    }

    @Test
    void forward_endlessStream_givesWay() throws Exception {
        var cx = Context.of(Waker.noop(), java.util.concurrent.ThreadLocalRandom::current);
        List<Integer> list = new ArrayList<>();

        assertThat(repeat(1).forward(Sinks.into(list)).poll(cx).isReady()).isFalse();

        assertThat(list).isNotEmpty();
    }
}
