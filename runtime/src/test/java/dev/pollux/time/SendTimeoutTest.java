package dev.pollux.time;

import static dev.pollux.time.TimedChannels.sendTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.sync.ClosedException;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendTimeoutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestContext context = new TestContext();
    private final Mpsc.Channel<String> channel = Mpsc.bounded(1);
    private final Mpsc.Sender<String> sender = channel.sender();

    @AfterEach
    void leaveContext() {
        context.close();
    }

    private Poll<Void> poll(Future<Void> send) throws Exception {
        return send.poll(context.polling);
    }

    private Future<Void> pendingSend(String message) throws Exception {
        Future<Void> send = sendTimeout(sender, message, SECOND);
        assertThat(poll(send).isReady()).isFalse();
        return send;
    }

    @Test
    @Behaviour("MPS-61")
    void send_room_isSent() throws Exception {
        assertThat(poll(sendTimeout(sender, "first", Duration.ZERO)).isReady()).isTrue();

        assertThat(channel.receiver().tryRecv()).isEqualTo("first");
    }

    @Test
    @Behaviour("MPS-61")
    void send_noRoomInTime_handsTheMessageBack() throws Exception {
        sender.trySend("first");
        Future<Void> send = pendingSend("second");
        context.advance(Duration.ofMillis(999));
        assertThat(poll(send).isReady()).isFalse();
        context.advance(Duration.ofMillis(1));

        SendTimeoutException failure = catchThrowableOfType(SendTimeoutException.class, () -> poll(send));

        assertThat(failure.unsent()).isEqualTo("second");
        assertThat(failure).hasMessage("no room within 1 s for a message of the " + sender);
        assertThat(channel.receiver().tryRecv()).isEqualTo("first");
        assertThat(channel.receiver().tryRecv()).isNull();
        assertThat(sender.trySend("third")).isTrue();
    }

    @Test
    void send_noTimeAtAll_handsTheMessageBackAtOnce() {
        sender.trySend("first");

        assertThatThrownBy(() -> poll(sendTimeout(sender, "second", Duration.ZERO)))
                .isInstanceOf(SendTimeoutException.class);
    }

    @Test
    void send_roomAtTheLastMoment_isSent() throws Exception {
        sender.trySend("first");
        Future<Void> send = pendingSend("second");

        channel.receiver().tryRecv();
        context.advance(SECOND);

        assertThat(poll(send).isReady()).isTrue();
        assertThat(channel.receiver().tryRecv()).isEqualTo("second");
    }

    @Test
    void send_closedMeanwhile_saysSo() throws Exception {
        sender.trySend("first");
        Future<Void> send = pendingSend("second");

        channel.receiver().close();

        assertThatThrownBy(() -> poll(send)).isInstanceOf(ClosedException.class);
    }

    @Test
    void send_dropped_leavesTheLine() throws Exception {
        sender.trySend("first");
        Future<Void> send = pendingSend("second");

        send.drop();

        channel.receiver().tryRecv();
        assertThat(sender.trySend("third")).isTrue();
    }

    @Test
    void sendToMany_noRoomInTime_handsTheMessageBackAndLeavesTheLine() throws Exception {
        var many = Mpmc.<String>bounded(1);
        many.sender().trySend("first");
        Future<Void> send = sendTimeout(many.sender(), "second", SECOND);
        assertThat(poll(send).isReady()).isFalse();
        context.advance(SECOND);

        SendTimeoutException failure = catchThrowableOfType(SendTimeoutException.class, () -> poll(send));

        assertThat(failure.unsent()).isEqualTo("second");
        assertThat(failure).hasMessage("no room within 1 s for a message of the " + many.sender());
        assertThat(many.receiver().tryRecv()).isEqualTo("first");
        assertThat(many.receiver().tryRecv()).isNull();
        assertThat(many.sender().trySend("third")).isTrue();
    }

    @Test
    void sendToMany_roomAtTheLastMoment_isSent() throws Exception {
        var many = Mpmc.<String>bounded(1);
        many.sender().trySend("first");
        Future<Void> send = sendTimeout(many.sender(), "second", SECOND);
        assertThat(poll(send).isReady()).isFalse();

        many.receiver().tryRecv();
        context.advance(SECOND);

        assertThat(poll(send).isReady()).isTrue();
        assertThat(many.receiver().tryRecv()).isEqualTo("second");
    }

    @Test
    void sendToMany_rendezvous_isSentIfSomebodyReceivesInTime() throws Exception {
        var many = Mpmc.<String>rendezvous();
        Future<Void> taken = sendTimeout(many.sender(), "taken", SECOND);
        Future<Void> dropped = sendTimeout(many.sender(), "dropped", SECOND);
        assertThat(poll(taken).isReady()).isFalse();
        assertThat(poll(dropped).isReady()).isFalse();

        assertThat(many.receiver().tryRecv()).isEqualTo("taken");
        dropped.drop();

        assertThat(poll(taken).isReady()).isTrue();
        assertThat(many.receiver().tryRecv()).isNull();
    }

    @Test
    @Behaviour("MPS-62")
    @SuppressWarnings("pollux:unused-future") // there is none: making it fails
    void send_withoutARuntime_isRefused() {
        context.close();

        assertThatThrownBy(() -> sendTimeout(sender, "first", SECOND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime on this thread");
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // it is not even made
    void send_null_isRefused() {
        assertThatThrownBy(() -> sendTimeout(sender, null, SECOND)).isInstanceOf(NullPointerException.class);
    }
}
