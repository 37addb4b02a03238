package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Polled;
import dev.pollux.future.Suspension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several messages at once, where there are many receivers. */
class MpmcRecvManyTest {

    private final Mpmc.Channel<Integer> channel = Mpmc.bounded(3);
    private final Mpmc.Sender<Integer> sender = channel.sender();
    private final Mpmc.Receiver<Integer> receiver = channel.receiver();
    private final List<Integer> buffer = new ArrayList<>();

    @Test
    void recvMany_takesWhatIsThere_upToTheLimit() throws Exception {
        sender.trySend(1);
        sender.trySend(2);
        sender.trySend(3);

        assertThat(Polled.of(receiver.recvMany(buffer, 2)).assertReady()).isEqualTo(2);
        assertThat(Polled.of(receiver.recvMany(buffer, 2)).assertReady()).isEqualTo(1);

        assertThat(buffer).containsExactly(1, 2, 3);
    }

    @Test
    void recvMany_none_waitsInLineForTheFirst() throws Exception {
        var many = Polled.of(receiver.recvMany(buffer, 5)).assertPending();
        var behind = Polled.of(receiver.recv()).assertPending();

        sender.trySend(1);
        sender.trySend(2);

        assertThat(List.of(many.wakes(), behind.wakes())).containsExactly(1, 1);
        assertThat(many.assertReady()).isEqualTo(1);
        assertThat(buffer).containsExactly(1);
        assertThat(behind.assertReady()).isEqualTo(2);
    }

    @Test
    void recvMany_makesRoomForThoseInLine() throws Exception {
        sender.trySend(1);
        sender.trySend(2);
        sender.trySend(3);
        var waiting = Polled.of(sender.send(4)).assertPending();

        Polled.of(receiver.recvMany(buffer, 5)).assertReady();

        assertThat(buffer).containsExactly(1, 2, 3);
        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(4);
    }

    @Test
    void recvMany_rendezvous_takesFromAllWhoWait() throws Exception {
        var rendezvous = Mpmc.<Integer>rendezvous();
        var first = Polled.of(rendezvous.sender().send(1)).assertPending();
        var second = Polled.of(rendezvous.sender().send(2)).assertPending();

        assertThat(Polled.of(rendezvous.receiver().recvMany(buffer, 5)).assertReady())
                .isEqualTo(2);

        assertThat(buffer).containsExactly(1, 2);
        first.assertReady();
        second.assertReady();
    }

    @Test
    void recvMany_atTheEnd_isNone() throws Exception {
        sender.trySend(1);
        sender.close();

        assertThat(Polled.of(receiver.recvMany(buffer, 5)).assertReady()).isEqualTo(1);
        var ended = Polled.of(receiver.recvMany(buffer, 5));
        assertThat(ended.assertReady()).isZero();

        assertThat(ended.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recvMany_droppedWithAMessage_handsItToTheNext() throws Exception {
        var dropped = Polled.of(receiver.recvMany(buffer, 5)).assertPending();
        var next = Polled.of(receiver.recv()).assertPending();
        sender.trySend(1);

        dropped.drop();
        dropped.drop();

        assertThat(next.assertReady()).isEqualTo(1);
        assertThat(buffer).isEmpty();
    }

    @Test
    void recvMany_droppedInLine_leavesIt() throws Exception {
        Polled.of(receiver.recvMany(buffer, 5)).assertPending().drop();

        sender.trySend(1);

        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertThat(buffer).isEmpty();
    }

    @Test
    void recvMany_limitOfNone_isReadyAtOnce() throws Exception {
        sender.trySend(1);

        assertThat(Polled.of(receiver.recvMany(buffer, 0)).assertReady()).isZero();

        assertThat(receiver.size()).isEqualTo(1);
    }

    @Test
    void recvMany_badArguments_areRefused() {
        assertThatThrownBy(() -> receiver.recvMany(buffer, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> receiver.recvMany(null, 1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("buffer");
        receiver.close();
        assertThatThrownBy(() -> receiver.recvMany(buffer, 1)).isInstanceOf(ReleasedException.class);
    }

    @Test
    void recvMany_whileItWaits_tellsForWhat() throws Exception {
        var many = receiver.recvMany(buffer, 5);
        Polled.of(many).assertPending();

        assertThat(Suspension.of(many).waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.resource()).isEqualTo(sender.holds()));
        assertThat(many).hasToString("recvMany of channel[0 of 3]");
    }
}
