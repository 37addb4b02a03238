package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PeekableTest {

    private final ProbeStream<Integer> source = ProbeStream.create();
    private final Peekable<Integer> stream = source.peekable();

    @Test
    @Behaviour({"st:stream_peekable-07", "f:stream_peekable-01", "st:stream_peekable-04"})
    void peek_value_isLeftInTheStream() throws Exception {
        source.give(1, 2).end();

        assertThat(Polled.of(stream.peek()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(stream.peek()).assertReady()).isEqualTo(1);
        assertThat(source.polls).isEqualTo(1);

        PolledStream.of(stream).assertNext(1).assertNext(2);
        assertThat(Polled.of(stream.peek()).assertReady()).isNull();
        PolledStream.of(stream).assertEnd();
    }

    @Test
    @Behaviour({"st:stream_peekable-08", "st:stream_peekable-11", "f:stream_peekable-02"})
    void peek_valueThatIsChanged_isYieldedChanged() throws Exception {
        Peekable<StringBuilder> builders = of(new StringBuilder("a")).peekable();

        Polled.of(builders.peek()).assertReady().append("b");

        assertThat(PolledStream.of(builders).poll().get()).hasToString("ab");
    }

    @Test
    @Behaviour("st:stream_peekable-09")
    void peek_emptyStream_isNull() throws Exception {
        Peekable<Integer> none = Streams.<Integer>empty().peekable();

        assertThat(Polled.of(none.peek()).assertReady()).isNull();
        assertThat(Polled.of(none.nextIf(x -> true)).assertReady()).isNull();
        PolledStream.of(none).assertEnd();
    }

    @Test
    @Behaviour({"st:stream_peekable-10", "st:stream_peekable-12"})
    void peek_pending_isWokenAndShowsTheSource() throws Exception {
        var peek = stream.peek();
        var polled = Polled.of(peek).assertPending();
        assertThat(AwaitTree.of(peek).toString()).isEqualTo("peek\n  peekable\n    probe\n");

        source.give(1);

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(polled.assertReady()).isEqualTo(1);
        PolledStream.of(stream).assertNext(1);
    }

    @Test
    void peek_dropped_leavesTheStreamAlone() throws Exception {
        Polled.of(stream.peek()).assertPending().drop();

        source.give(1);

        assertThat(source.drops).isZero();
        PolledStream.of(stream).assertNext(1);
    }

    @Test
    void peek_sourceFails_failsOnce() throws Exception {
        var failure = new Exception("planned");
        source.fail(failure).give(1);

        assertThat(Polled.of(stream.peek()).assertFails()).isSameAs(failure);

        assertThat(Polled.of(stream.peek()).assertReady()).isEqualTo(1);
    }

    @Test
    void peek_fromInsideAPoll_isRefusedAndKeepsTheValue() throws Exception {
        var refused = new ArrayList<Throwable>();
        source.doing(() -> refused.add(Polled.of(stream.peek()).assertFails())).give(1);

        PolledStream.of(stream).assertNext(1);

        assertThat(refused).hasSize(1).first().isInstanceOf(IllegalStateException.class);
        source.doing(() -> {}).give(2);
        PolledStream.of(stream).assertNext(2).assertPending();
    }

    @Test
    void nextIf_conditionHolds_takesTheValue() throws Exception {
        source.give(1, 2);

        assertThat(Polled.of(stream.nextIf(x -> x == 1)).assertReady()).isEqualTo(1);

        PolledStream.of(stream).assertNext(2);
    }

    @Test
    @Behaviour("f:stream_peekable-03")
    void nextIfEq_otherValue_isLeftInTheStream() throws Exception {
        source.give(1, 2);

        assertThat(Polled.of(stream.nextIfEq(2)).assertReady()).isNull();
        assertThat(Polled.of(stream.nextIfEq(1)).assertReady()).isEqualTo(1);
        assertThat(Polled.of(stream.nextIfEq(1)).assertReady()).isNull();
        assertThat(Polled.of(stream.nextIfEq(2)).assertReady()).isEqualTo(2);
    }

    @Test
    void nextIf_conditionFails_keepsTheValue() throws Exception {
        var failure = new Exception("planned");
        source.give(1);

        assertThat(Polled.of(stream.nextIf(x -> {
                            throw failure;
                        }))
                        .assertFails())
                .isSameAs(failure);

        PolledStream.of(stream).assertNext(1);
        assertThatThrownBy(() -> stream.nextIf(null)).hasMessageContaining("condition");
        assertThatThrownBy(() -> stream.nextIfEq(null)).hasMessageContaining("expected");
    }

    @Test
    void drop_valuePeeked_dropsTheSource() throws Exception {
        source.give(1);
        Polled.of(stream.peek()).assertReady();

        stream.drop();

        assertThat(source.drops).isEqualTo(1);
        assertThat(Polled.of(stream.peek()).assertFails()).hasMessageContaining("dropped");
    }

    @Test
    @Behaviour({"st:stream_peekable-01", "st:stream_peekable-02", "st:stream_peekable-03"})
    void sizeHint_peekedOrNot_isTheSame() throws Exception {
        Peekable<Integer> three = of(1, 2, 3).peekable();
        assertThat(three.sizeHint()).isEqualTo(SizeHint.exactly(3));

        Polled.of(three.peek()).assertReady();
        assertThat(three.sizeHint()).isEqualTo(SizeHint.exactly(3));

        PolledStream.of(three).assertNext(1);
        assertThat(three.sizeHint()).isEqualTo(SizeHint.exactly(2));
        assertThat(empty().peekable().sizeHint()).isEqualTo(SizeHint.NONE);
    }

    @Test
    @Behaviour("st:stream_peekable-05")
    void sizeHint_peekedOfTooMany_hasNoUpperBound() throws Exception {
        source.hint = SizeHint.exactly(Long.MAX_VALUE);
        source.give(1);
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(Long.MAX_VALUE));

        Polled.of(stream.peek()).assertReady();

        assertThat(stream.sizeHint()).isEqualTo(new SizeHint(Long.MAX_VALUE, OptionalLong.empty()));
    }

    @Test
    @Behaviour("st:stream_peekable-06")
    void sizeHint_peekedOfUnboundedStream_countsTheValue() throws Exception {
        source.hint = SizeHint.atLeast(1);
        source.give(1);

        Polled.of(stream.peek()).assertReady();

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.atLeast(2));
    }

    @Test
    void isTerminated_lastValuePeeked_isFalse() throws Exception {
        Peekable<Integer> one = of(1, 2).take(1).peekable();
        Polled.of(one.peek()).assertReady();
        assertThat(one.isTerminated()).isFalse();

        PolledStream.of(one).assertNext(1);

        assertThat(one.isTerminated()).isTrue();
    }
}
