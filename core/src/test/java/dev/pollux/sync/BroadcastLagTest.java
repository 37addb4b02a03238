package dev.pollux.sync;

import static dev.pollux.sync.Broadcasts.assertEmpty;
import static dev.pollux.sync.Broadcasts.assertEnded;
import static dev.pollux.sync.Broadcasts.assertLagged;
import static dev.pollux.sync.Broadcasts.assertReads;
import static dev.pollux.sync.Broadcasts.filled;
import static dev.pollux.sync.Broadcasts.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import dev.pollux.future.Rendezvous;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers that are too slow. */
class BroadcastLagTest {

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
