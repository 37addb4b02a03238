package dev.pollux.sync;

import static dev.pollux.sync.Broadcasts.assertEmpty;
import static dev.pollux.sync.Broadcasts.assertEnded;
import static dev.pollux.sync.Broadcasts.assertLagged;
import static dev.pollux.sync.Broadcasts.assertReads;
import static dev.pollux.sync.Broadcasts.filled;
import static dev.pollux.sync.Broadcasts.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import dev.pollux.sync.Broadcast.Receiver;
import dev.pollux.sync.Broadcast.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How a broadcast ends, and who keeps it open. */
class BroadcastEndsTest {

    private final Sender<String> sender = Broadcast.sender(16);

    // ---------------------------------------------------------------- the end

    @Test
    @Behaviour({"BRC-13", "BRW-05"})
    void close_lastSender_wakesAllWithTheEnd() throws Exception {
        var first = Polled.of(sender.subscribe().recv()).assertPending();
        var second = Polled.of(sender.subscribe().recv()).assertPending();
        var copy = sender.copy();
        var weak = sender.downgrade();
        sender.close();
        assertThat(first.wakes()).isZero();

        copy.close();
        copy.close();

        assertThat(first.wakes()).isEqualTo(1);
        assertThat(first.assertReady()).isNull();
        assertThat(second.assertReady()).isNull();
        assertThat(weak.upgrade()).isNull();
    }

    @Test
    @Behaviour({"BRC-15", "BRC-16", "BRC-17", "BRC-41"})
    void recv_oneplace_valueLagAndEnd() {
        var read = filled(1, 1);
        assertReads(read.receiver(), 0, 1);
        assertEmpty(read.receiver());
        var closed = filled(1, 1);
        closed.sender().close();
        assertReads(closed.receiver(), 0, 1);
        assertEnded(closed.receiver());
        var lagged = filled(1, 2);
        lagged.sender().close();

        assertLagged(lagged.receiver(), 1);
        assertReads(lagged.receiver(), 1, 2);
        assertEnded(lagged.receiver());
    }

    @Test
    @Behaviour("BRC-18")
    void close_lastSender_overwritesNothing() {
        var channel = filled(2, 2);
        channel.sender().close();

        assertReads(channel.receiver(), 0, 2);
        assertEnded(channel.receiver());
        assertThat(channel.receiver().isClosed()).isTrue();
        assertThatThrownBy(() -> channel.sender().send(3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> channel.sender().copy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"BRC-30", "BRC-31", "BRC-32"})
    void closed_isReadyWhileNobodyReceives() throws Exception {
        Polled.of(sender.closed()).assertReady();
        var first = sender.subscribe();
        var second = sender.subscribe();
        var waiting = Polled.of(sender.closed()).assertPending();

        first.close();
        assertThat(waiting.wakes()).isZero();
        second.close();

        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady();
        sender.subscribe();
        Polled.of(sender.closed()).assertPending();
    }

    // ---------------------------------------------------------------- who is there

    @Test
    @Behaviour({"BRC-23", "BRC-24"})
    void resubscribe_beginsWithWhatIsSentNext() {
        var channel = filled(2, 5);

        var other = channel.receiver().resubscribe();

        assertThat(other.isEmpty()).isTrue();
        send(channel, 5, 6);
        assertReads(other, 5, 6);
        assertLagged(channel.receiver(), 4);
        assertThat(other.isSameChannel(channel.receiver())).isTrue();
    }

    @Test
    @Behaviour("BRC-25")
    void resubscribe_closedChannel_isAtTheEnd() {
        var channel = filled(2, 1);
        channel.sender().close();

        assertEnded(channel.receiver().resubscribe());
    }

    @Test
    @Behaviour("BRC-26")
    void size_ofTheSender_isThatOfTheSlowestReceiver() {
        var channel = filled(4, 3);
        var other = channel.sender().subscribe();
        assertThat(channel.sender().size()).isEqualTo(3);
        assertReads(channel.receiver(), 0, 2);
        assertThat(channel.sender().size()).isEqualTo(1);

        send(channel, 3, 12);

        assertThat(channel.sender().size()).isEqualTo(4);
        assertThat(other.size()).isEqualTo(9);
    }

    @Test
    @Behaviour("BRC-27")
    void size_ofTheSender_inAThousandRandomSteps() {
        var random = new Random(27);
        var channel = Broadcast.<Integer>channel(16);
        List<Receiver<Integer>> all =
                new ArrayList<>(List.of(channel.receiver(), channel.sender().subscribe()));
        for (int step = 0; step < 1_000; step++) {
            Receiver<Integer> one = all.get(random.nextInt(2));
            switch (random.nextInt(5)) {
                case 0 -> {
                    one.close();
                    all.set(all.indexOf(one), channel.sender().subscribe());
                }
                case 1, 2 -> channel.sender().send(step);
                default -> {
                    if (one.size() > 0 && one.size() <= 16) {
                        one.tryRecv();
                    }
                }
            }
            long slowest = Math.max(all.get(0).size(), all.get(1).size());
            assertThat(channel.sender().size()).isEqualTo((int) Math.min(slowest, 16));
        }
    }

    @Test
    @Behaviour({"BRW-01", "BRW-02", "BRW-03", "BRW-04"})
    void upgrade_worksWhileThereIsASender() {
        var receiver = sender.subscribe();
        var weak = sender.downgrade();
        assertThat(sender.strongCount()).isEqualTo(1);

        Sender<String> other = weak.upgrade();
        sender.close();
        other.send("still open");

        assertThat(receiver.tryRecv()).isEqualTo("still open");
        assertThat(other.isSameChannel(sender)).isTrue();
        other.close();
        assertThat(weak.upgrade()).isNull();
        assertEnded(receiver);
        weak.close();
        assertThatThrownBy(weak::upgrade).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"BRW-06", "BRW-07", "BRW-08", "BRW-09", "BRW-10"})
    void counts_followCopiesWeakOnesAndCloses() {
        var copy = sender.copy();
        var weak = sender.downgrade();
        var otherWeak = copy.downgrade();
        assertThat(sender.strongCount()).isEqualTo(2);
        assertThat(sender.weakCount()).isEqualTo(2);
        var upgraded = weak.upgrade();
        assertThat(sender.strongCount()).isEqualTo(3);

        copy.close();
        upgraded.close();
        weak.close();
        weak.close();

        assertThat(sender.strongCount()).isEqualTo(1);
        assertThat(sender.weakCount()).isEqualTo(1);
        otherWeak.close();
        assertThat(sender.weakCount()).isZero();
    }

    @Test
    void toString_tellsWhatIsThere() {
        var receiver = sender.subscribe();
        sender.send("hello");

        assertThat(sender).hasToString("Broadcast.Sender[to 1]");
        assertThat(receiver).hasToString("Broadcast.Receiver[1 to read]");
        assertThat(receiver.recv()).hasToString("recv of Broadcast.Receiver[1 to read]");
        assertThat(sender.holds()).hasToString("a value of broadcast channel[1 to 1, 1 of 16 unread]");
    }
}
