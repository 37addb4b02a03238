package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Polled;
import org.junit.jupiter.api.Test;

/** Channels whose senders do not wait: how much lies in them, and what happens beyond that. */
class MpscUnboundedTest {

    private static Mpsc.UnboundedChannel<String> ofCharacters(int most, OverflowPolicy policy) {
        return Mpsc.unbounded((long) most, policy, String::length);
    }

    @Test
    void reject_oneTooMany_isThrownAndNothingSent() {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(1, OverflowPolicy.REJECT);
        assertThat(channel.sender().send(1)).isTrue();

        assertThatThrownBy(() -> channel.sender().send(2))
                .isInstanceOf(OverflowException.class)
                .hasMessageContaining("1 of 1");

        assertThat(channel.receiver().tryRecv()).isEqualTo(1);
        assertThat(channel.sender().send(3)).isTrue();
        assertThat(channel.receiver().tryRecv()).isEqualTo(3);
    }

    @Test
    void drop_oneTooMany_isCounted() {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(1, OverflowPolicy.DROP);
        channel.sender().send(1);

        assertThat(channel.sender().send(2)).isFalse();
        assertThat(channel.sender().copy().send(3)).isFalse();

        assertThat(channel.sender().droppedCount()).isEqualTo(2);
        assertThat(channel.receiver().tryRecv()).isEqualTo(1);
        assertThat(channel.receiver().tryRecv()).isNull();
    }

    @Test
    void close_oneTooMany_tellsTheReceiverAfterTheRest() throws Exception {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(1, OverflowPolicy.CLOSE);
        var receiver = channel.receiver();
        channel.sender().send(1);

        assertThatThrownBy(() -> channel.sender().send(2))
                .isInstanceOf(OverflowException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> channel.sender().send(3)).isInstanceOf(ClosedException.class);

        assertThat(Polled.of(receiver.recv()).assertReady()).isEqualTo(1);
        assertThat(receiver.isTerminated()).isFalse();
        assertThat(Polled.of(receiver.recv()).assertFails()).isInstanceOf(OverflowException.class);
        assertThat(receiver.isTerminated()).isTrue();
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void close_oneTooMany_isToldByTryRecvOnce() {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(1, OverflowPolicy.CLOSE);
        channel.sender().send(1);
        assertThatThrownBy(() -> channel.sender().send(2)).isInstanceOf(OverflowException.class);

        assertThat(channel.receiver().tryRecv()).isEqualTo(1);
        assertThatThrownBy(channel.receiver()::tryRecv).isInstanceOf(OverflowException.class);
        assertThatThrownBy(channel.receiver()::tryRecv).isInstanceOf(ClosedException.class);
    }

    @Test
    void weigher_messagesOfDifferentWeight_areSentWhileTheyFit() {
        var channel = ofCharacters(5, OverflowPolicy.DROP);

        assertThat(channel.sender().send("abc")).isTrue();
        assertThat(channel.sender().send("def")).isFalse();
        assertThat(channel.sender().send("gh")).isTrue();
        assertThat(channel.sender().send("")).isTrue();
        assertThat(channel.sender().weight()).isEqualTo(5);

        assertThat(channel.receiver().tryRecv()).isEqualTo("abc");
        assertThat(channel.sender().weight()).isEqualTo(2);
        assertThat(channel.sender().send("ijk")).isTrue();
        assertThat(channel.receiver().size()).isEqualTo(3);
        assertThat(channel)
                .hasToString("UnboundedChannel[sender=sender of channel[weight 5 of 5], receiver=receiver of"
                        + " channel[weight 5 of 5]]");
    }

    @Test
    void weigher_heavierThanAll_isNeverSent() {
        var channel = ofCharacters(2, OverflowPolicy.REJECT);

        assertThatThrownBy(() -> channel.sender().send("abc")).isInstanceOf(OverflowException.class);
        assertThat(channel.sender().weight()).isZero();
    }

    @Test
    void weigher_hugeWeights_doNotOverflow() {
        Mpsc.UnboundedChannel<Long> channel = Mpsc.unbounded(Long.MAX_VALUE, OverflowPolicy.DROP, weight -> weight);

        assertThat(channel.sender().send(Long.MAX_VALUE)).isTrue();
        assertThat(channel.sender().send(Long.MAX_VALUE)).isFalse();
        assertThat(channel.sender().send(1L)).isFalse();
        assertThat(channel.sender().send(0L)).isTrue();
    }

    @Test
    void weigher_thatAnswersSomethingElseLater_isAskedOnce() {
        StringBuilder message = new StringBuilder("ab");
        Mpsc.UnboundedChannel<StringBuilder> channel = Mpsc.unbounded(3, OverflowPolicy.REJECT, StringBuilder::length);
        channel.sender().send(message);
        message.append("cdefg");

        assertThat(channel.receiver().tryRecv()).isSameAs(message);
        assertThat(channel.sender().weight()).isZero();
    }

    @Test
    void weigher_thatFails_sendsNothing() {
        Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(9, OverflowPolicy.REJECT, n -> 6 / n);

        assertThatThrownBy(() -> channel.sender().send(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> channel.sender().send(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-6");
        assertThat(channel.receiver().isEmpty()).isTrue();
        assertThat(channel.sender().weight()).isZero();
    }

    @Test
    void weigher_closedChannel_keepsNoWeight() {
        var channel = ofCharacters(5, OverflowPolicy.REJECT);
        channel.sender().send("abc");
        channel.receiver().drop();

        assertThatThrownBy(() -> channel.sender().send("a")).isInstanceOf(ClosedException.class);
        assertThat(channel.sender().weight()).isZero();
    }

    @Test
    void unbounded_badArguments_areRefused() {
        assertThatThrownBy(() -> Mpsc.unbounded(0, OverflowPolicy.DROP)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mpsc.unbounded(0, OverflowPolicy.DROP, m -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxWeight 0");
        assertThatThrownBy(() -> Mpsc.unbounded(1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("policy");
        assertThatThrownBy(() -> Mpsc.unbounded(1, OverflowPolicy.DROP, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("weigher");
    }
}
