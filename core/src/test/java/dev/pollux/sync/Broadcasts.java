package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.sync.Broadcast.Receiver;

/** What tests of broadcasts have in common. */
final class Broadcasts {

    private Broadcasts() {}

    static void assertLagged(Receiver<?> receiver, long missed) {
        assertThatThrownBy(receiver::tryRecv)
                .isInstanceOfSatisfying(
                        LaggedException.class, e -> assertThat(e.missed()).isEqualTo(missed));
    }

    static void assertEnded(Receiver<?> receiver) {
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
    }

    static void assertEmpty(Receiver<?> receiver) {
        assertThat(receiver.tryRecv()).isNull();
    }

    /** A channel of so many places, with values 0, 1, 2... sent before anybody reads. */
    static Broadcast<Integer> filled(int capacity, int values) {
        Broadcast<Integer> channel = Broadcast.channel(capacity);
        send(channel, 0, values);
        return channel;
    }

    static void send(Broadcast<Integer> channel, int from, int to) {
        for (int i = from; i < to; i++) {
            channel.sender().send(i);
        }
    }

    static void assertReads(Receiver<Integer> receiver, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(receiver.tryRecv()).isEqualTo(i);
        }
    }
}
