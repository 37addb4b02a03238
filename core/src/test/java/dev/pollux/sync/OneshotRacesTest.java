package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Rendezvous;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of a oneshot at once. */
class OneshotRacesTest {

    private static final int ROUNDS = 10_000;

    /** One round of a race. */
    private static final class Round {
        final Oneshot<Integer> channel = Oneshot.channel();
        final AtomicInteger wakes = new AtomicInteger();
        Object seen = Poll.PENDING;
        boolean sent;

        void poll() {
            try {
                seen = channel.receiver().pollRaw(Context.of(wakes::incrementAndGet));
            } catch (ClosedException e) {
                seen = e;
            }
        }
    }

    private Round round = new Round();

    @Test
    @Timeout(60)
    @Behaviour({"LON-01", "LON-02"})
    void send_whileTheReceiverChangesItsTask_isNotLost() throws Exception {
        Rendezvous.run(
                ROUNDS,
                () -> round = new Round(),
                () -> assertThat(round.seen != Poll.PENDING || round.wakes.get() == 1)
                        .isTrue(),
                () -> round.sent = round.channel.sender().send(1),
                () -> {
                    round.poll();
                    if (round.seen == Poll.PENDING) {
                        round.wakes.set(0); // only the second waker counts
                        round.poll();
                    }
                });
    }

    @Test
    @Timeout(60)
    @Behaviour({"LON-03", "LON-06", "LON-07", "FOS-03"})
    void send_whileTheReceiverCloses_isTakenOrRefused() throws Exception {
        Rendezvous.run(
                ROUNDS,
                () -> {
                    round = new Round();
                    round.poll();
                },
                () -> {
                    round.poll();
                    assertThat(round.seen.equals(1)).isEqualTo(round.sent);
                },
                () -> round.sent = round.channel.sender().send(1),
                () -> round.channel.receiver().close());
    }

    @Test
    @Timeout(60)
    @Behaviour({"LON-04", "LON-05"})
    void closed_whileTheReceiverIsDropped_isNotMissed() throws Exception {
        boolean[] ready = new boolean[1];
        Rendezvous.run(
                ROUNDS,
                () -> round = new Round(),
                () -> assertThat(ready[0] || round.wakes.get() == 1).isTrue(),
                () -> ready[0] = round.channel.sender().closed().pollRaw(Context.of(round.wakes::incrementAndGet))
                        != Poll.PENDING,
                () -> round.channel.receiver().drop());
    }
}
