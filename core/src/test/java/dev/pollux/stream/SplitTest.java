package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Waker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** Halves of what is both a stream and a sink. */
class SplitTest {

    /** Yields what it is sent; has room for one value. */
    private static final class Echo implements Duplex<String, String> {
        private final Deque<String> values = new ArrayDeque<>();
        private Waker reader = Waker.noop();
        private Waker writer = Waker.noop();
        private Runnable duringPoll = () -> {};
        private boolean closed;
        private int drops;

        @Override
        public Poll<String> pollNext(Context cx) {
            duringPoll.run();
            reader = cx.waker();
            if (values.isEmpty() && !closed) {
                return Poll.pending();
            }
            writer.wake();
            return Poll.ready(values.poll());
        }

        @Override
        public Poll<Void> pollReady(Context cx) {
            writer = cx.waker();
            return values.isEmpty() ? DONE : Poll.pending();
        }

        @Override
        public void startSend(String value) {
            values.add(value);
            reader.wake();
        }

        @Override
        public Poll<Void> pollFlush(Context cx) {
            return DONE;
        }

        @Override
        public Poll<Void> pollClose(Context cx) {
            closed = true;
            reader.wake();
            return DONE;
        }

        @Override
        public void drop() {
            drops++;
        }
    }

    private final Echo echo = new Echo();
    private final Halves<String, String> halves = split(echo);

    @Test
    @Behaviour("f:stream_split-01")
    void split_halvesOfTwoTasks_work() throws Exception {
        var reading = PolledStream.of(halves.stream()).assertPending();

        Polled.of(halves.sink().sendAll(of("a"))).assertReady();

        assertThat(reading.wakes()).isEqualTo(1);
        reading.assertNext("a").assertPending();
        Polled.of(halves.sink().send("b")).assertReady();
        Polled.of(halves.sink().close()).assertReady();
        reading.assertNext("b").assertNext(null);
    }

    @Test
    void sink_wholeHasNoRoom_waitsUntilTheStreamHalfTook() throws Exception {
        Polled.of(halves.sink().send("a")).assertReady();
        var second = Polled.of(halves.sink().send("b")).assertPending();

        PolledStream.of(halves.stream()).assertNext("a");

        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
    }

    @Test
    void sink_whileTheStreamHalfIsPolled_isKeptOutAndWoken() throws Exception {
        var flush = Polled.of(halves.sink().flush());
        echo.duringPoll = () -> {
            try {
                flush.assertPending();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            assertThat(flush.wakes()).isZero();
        };

        PolledStream.of(halves.stream()).assertPending();

        assertThat(flush.wakes()).isEqualTo(1);
        flush.assertReady();
    }

    @Test
    @Behaviour("f:futures-util/src/stream/stream/split-01")
    void reunite_pair_givesTheWholeBackAndStrangersAreRefused() {
        var others = split(new Echo());
        assertThat(halves.stream().isPairOf(halves.sink())).isTrue();
        assertThat(halves.stream().isPairOf(others.sink())).isFalse();

        assertThat(halves.stream().reunite(halves.sink())).isSameAs(echo);

        assertThatThrownBy(() -> halves.stream().reunite(others.sink())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reunite_valueWaits_isRefused() throws Exception {
        Polled.of(halves.sink().feed("a")).assertReady();

        assertThatThrownBy(() -> halves.stream().reunite(halves.sink()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("flush");
    }

    @Test
    void drop_bothHalves_dropsTheWholeOnce() {
        halves.stream().drop();
        halves.stream().drop();
        assertThat(echo.drops).isZero();

        halves.sink().drop();
        halves.sink().drop();

        assertThat(echo.drops).isEqualTo(1);
    }
}
