package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import dev.pollux.future.Rendezvous;
import dev.pollux.stream.Stream;
import dev.pollux.sync.Broadcast.Receiver;
import dev.pollux.sync.Broadcast.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BroadcastTest {

    private final Sender<String> sender = Broadcast.sender(16);

    private static void assertLagged(Receiver<?> receiver, long missed) {
        assertThatThrownBy(receiver::tryRecv)
                .isInstanceOfSatisfying(
                        LaggedException.class, e -> assertThat(e.missed()).isEqualTo(missed));
    }

    private static void assertEnded(Receiver<?> receiver) {
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
    }

    private static void assertEmpty(Receiver<?> receiver) {
        assertThat(receiver.tryRecv()).isNull();
    }

    /** A channel of so many places, with values 0, 1, 2... sent before anybody reads. */
    private static Broadcast<Integer> filled(int capacity, int values) {
        Broadcast<Integer> channel = Broadcast.channel(capacity);
        send(channel, 0, values);
        return channel;
    }

    private static void send(Broadcast<Integer> channel, int from, int to) {
        for (int i = from; i < to; i++) {
            channel.sender().send(i);
        }
    }

    private static void assertReads(Receiver<Integer> receiver, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(receiver.tryRecv()).isEqualTo(i);
        }
    }

    // ---------------------------------------------------------------- to send and receive

    @Test
    @Behaviour({"BRC-01", "s:sync/broadcast-01", "s:sync/broadcast-02"})
    void send_answersHowManyReceive() {
        assertThat(sender.receiverCount()).isZero();
        var first = sender.subscribe();
        assertThat(sender.receiverCount()).isEqualTo(1);
        assertThat(sender.send("hello")).isEqualTo(1);
        assertThat(first.tryRecv()).isEqualTo("hello");
        assertEmpty(first);

        var second = sender.subscribe();

        assertThat(sender.send("world")).isEqualTo(2);
        assertThat(first.tryRecv()).isEqualTo("world");
        assertThat(second.tryRecv()).isEqualTo("world");
    }

    @Test
    @Behaviour({"BRC-02", "LBC-02"})
    void send_twoReceivers_bothGetTheSameObject() throws Exception {
        var first = sender.subscribe();
        var second = sender.subscribe();
        String value = new String("hello");

        sender.send(value);

        assertThat(first.tryRecv()).isSameAs(value);
        assertThat(second.tryRecv()).isSameAs(value);
    }

    @Test
    @Behaviour({"BRC-03", "LBC-01"})
    void send_wakesWhoWaits() throws Exception {
        var receiver = sender.subscribe();
        var waiting = Polled.of(receiver.recv()).assertPending();

        sender.send("hello");

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertReady()).isEqualTo("hello");
        Polled.of(receiver.recv()).assertPending();
    }

    @Test
    @Behaviour("BRC-04")
    void send_wakesOnlyThoseWhoPolled() throws Exception {
        var first = Polled.of(sender.subscribe().recv()).assertPending();
        var second = Polled.of(sender.subscribe().recv());

        sender.send("hello");

        assertThat(first.wakes()).isEqualTo(1);
        assertThat(second.wakes()).isZero();
        assertThat(second.assertReady()).isEqualTo("hello");
        assertThat(first.assertReady()).isEqualTo("hello");
    }

    @Test
    @Behaviour("BRC-05")
    void recv_polledByAnotherTask_wakesTheLatestOnly() throws Exception {
        Future<String> future = sender.subscribe().recv();
        var earlier = Polled.of(future).assertPending();
        var later = Polled.of(future).assertPending();

        sender.send("hello");

        assertThat(earlier.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
    }

    @Test
    void recv_dropped_leavesTheValueToTheNext() throws Exception {
        var receiver = sender.subscribe();
        var dropped = Polled.of(receiver.recv()).assertPending();
        sender.send("hello");

        dropped.drop();

        assertThat(receiver.tryRecv()).isEqualTo("hello");
    }

    @Test
    void recv_twoAtOnce_theSecondIsTold() throws Exception {
        var receiver = sender.subscribe();
        var first = Polled.of(receiver.recv()).assertPending();
        var second = Polled.of(receiver.recv()).assertPending();
        sender.send("hello");
        first.assertReady();

        assertThat(second.assertFails())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one at a time");
    }

    @Test
    @Behaviour("BRC-06")
    void recv_slow_getsEverythingThatIsKept() {
        var channel = filled(16, 16);

        assertReads(channel.receiver(), 0, 16);
        assertEmpty(channel.receiver());
    }

    @Test
    @Behaviour({"BRC-07", "BRC-14", "LBC-04", "LBC-05"})
    void closeOfReceivers_unreadValues_areLetGoOf() {
        var channel = filled(2, 3);
        var other = channel.sender().subscribe();
        channel.sender().send(3);
        assertThat(channel.sender().size()).isEqualTo(2);

        channel.receiver().close();
        channel.receiver().close();

        assertThat(channel.sender().size()).isEqualTo(1); // what the other has to read
        other.close();
        assertThat(channel.sender().isEmpty()).isTrue();
        assertThat(channel.sender().receiverCount()).isZero();
        assertThatThrownBy(other::tryRecv).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour("BRC-09")
    void send_nobodyReceives_failsAndLeavesNothing() {
        assertThatThrownBy(() -> sender.send("lost")).isInstanceOf(ClosedException.class);

        var receiver = sender.subscribe();

        assertEmpty(receiver);
        sender.send("kept");
        assertThat(receiver.tryRecv()).isEqualTo("kept");
    }

    @Test
    @Behaviour({"BRC-10", "BRC-11", "t:sync_panic-01"})
    void channel_capacityOutOfRange_isRefused() {
        assertThatThrownBy(() -> Broadcast.channel(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Broadcast.channel((1 << 30) + 1)).hasMessageContaining("from 1 to 1073741824");
        assertThatThrownBy(() -> sender.send(null)).isInstanceOf(NullPointerException.class);
    }

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

    // ---------------------------------------------------------------- lag

    @Test
    @Behaviour({"BRC-08", "BRC-34", "BRC-35", "LBC-03"})
    void recv_overwritten_tellsHowManyAndGoesOnWithTheOldest() {
        var channel = filled(2, 3);

        assertLagged(channel.receiver(), 1);
        assertReads(channel.receiver(), 1, 3);
        assertEmpty(channel.receiver());

        var far = filled(4, 11);
        assertLagged(far.receiver(), 7);
        assertReads(far.receiver(), 7, 11);
    }

    @Test
    @Behaviour({"BRC-33", "BRC-36"})
    void channel_capacity_isRoundedUpToAPowerOfTwo() {
        var four = filled(3, 4);
        assertReads(four.receiver(), 0, 4);
        var five = filled(3, 5);
        assertLagged(five.receiver(), 1);
        var one = filled(1, 1);
        assertReads(one.receiver(), 0, 1);
    }

    @Test
    @Behaviour("BRC-37")
    void recv_pollOfALaggard_failsAndTheNextGoesOn() throws Exception {
        var channel = filled(2, 4);

        Throwable lag = Polled.of(channel.receiver().recv()).assertFails();

        assertThat(lag).isInstanceOf(LaggedException.class).hasMessageContaining("missed 2 values");
        assertThat(Polled.of(channel.receiver().recv()).assertReady()).isEqualTo(2);
    }

    @Test
    @Behaviour("BRC-38")
    void recv_caughtUp_countsAnew() {
        var channel = filled(2, 3);
        assertLagged(channel.receiver(), 1);
        assertReads(channel.receiver(), 1, 3);

        send(channel, 3, 7);

        assertLagged(channel.receiver(), 2);
        assertReads(channel.receiver(), 5, 7);
    }

    @Test
    @Behaviour("BRC-39")
    void recv_lag_isThatOfEachReceiver() {
        var channel = Broadcast.<Integer>channel(2);
        var quick = channel.sender().subscribe();
        send(channel, 0, 2);
        assertReads(quick, 0, 2);
        send(channel, 2, 3);

        assertReads(quick, 2, 3);
        assertLagged(channel.receiver(), 1);
    }

    @Test
    @Behaviour("BRC-40")
    void recv_laggedTwice_countsFromWhereTheFirstLeftOff() {
        var channel = filled(2, 3);
        assertLagged(channel.receiver(), 1);
        send(channel, 3, 6);

        assertLagged(channel.receiver(), 3);
        assertReads(channel.receiver(), 4, 6);
    }

    @Test
    @Behaviour({"BRC-19", "BRC-20", "BRC-21"})
    void recv_laggedAcrossTheWrap_recovers() {
        for (int sent = 3; sent < 12; sent++) {
            for (boolean closed : new boolean[] {false, true}) {
                var channel = filled(2, sent);
                if (closed) {
                    channel.sender().close();
                }
                assertLagged(channel.receiver(), sent - 2);
                assertReads(channel.receiver(), sent - 2, sent);
                if (closed) {
                    assertEnded(channel.receiver());
                } else {
                    assertEmpty(channel.receiver());
                }
            }
        }
    }

    @Test
    @Behaviour({"BRC-22", "BRC-42"})
    void size_ofALaggard_countsWhatIsLostUntilItIsTold() {
        var channel = filled(2, 5);
        assertThat(channel.receiver().size()).isEqualTo(5);

        assertLagged(channel.receiver(), 3);

        assertThat(channel.receiver().size()).isEqualTo(2);
        assertReads(channel.receiver(), 3, 5);
        assertThat(channel.receiver().isEmpty()).isTrue();
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

    // ---------------------------------------------------------------- stream, threads

    @Test
    void stream_yieldsValuesLagAndTheEnd() throws Exception {
        var channel = filled(2, 3);
        Stream<Integer> stream = channel.receiver().stream();

        assertThat(Polled.of(stream.next()).assertFails()).isInstanceOf(LaggedException.class);
        assertThat(Polled.of(stream.next()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(stream.next()).assertReady()).isEqualTo(2);
        var waiting = Polled.of(stream.next()).assertPending();
        channel.sender().close();

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertReady()).isNull();
        assertThat(stream.isTerminated()).isTrue();
        assertThat(stream.pollNextRaw(Context.of(() -> {}))).isNull();
    }

    @Test
    void stream_dropped_closesTheReceiver() throws Exception {
        var receiver = sender.subscribe();
        Stream<String> stream = receiver.stream();
        var waiting = Polled.of(stream.next()).assertPending();

        stream.drop();
        stream.drop();

        assertThat(sender.receiverCount()).isZero();
        assertThat(waiting.wakes()).isZero();
    }

    @Test
    @Timeout(60)
    void blockingRecv_waitsForTheValue() throws Exception {
        var receiver = sender.subscribe();
        var sending = CompletableFuture.runAsync(() -> sender.send("hello"));

        assertThat(receiver.blockingRecv()).isEqualTo("hello");

        sending.get();
        sender.close();
        assertThat(receiver.blockingRecv()).isNull();
    }

    @Test
    @Timeout(60)
    void send_racingWithALaggingReader_losesNothingUntold() throws Exception {
        var channel = Broadcast.<Integer>channel(2);
        long[] seen = new long[1];
        Rendezvous.run(2_000, () -> {}, () -> {}, () -> send(channel, 0, 5), () -> {
            for (int i = 0; i < 5; i++) {
                try {
                    seen[0] += channel.receiver().tryRecv() == null ? 0 : 1;
                } catch (LaggedException e) {
                    seen[0] += e.missed();
                }
            }
        });
        assertThat(seen[0] + channel.receiver().size()).isEqualTo(10_000);
    }
}
