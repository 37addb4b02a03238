package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import dev.pollux.future.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifications that race with those who wait for them. */
class NotifyRacesTest {

    private static final int ROUNDS = 5_000;
    private Notify racing = new Notify();
    private final List<Polled<Void>> racers = new ArrayList<>();

    private void newRound(int waiters) throws Exception {
        racing = new Notify();
        racers.clear();
        for (int i = 0; i < waiters; i++) {
            racers.add(Polled.of(racing.notified()).assertPending());
        }
    }

    @Test
    @Timeout(60)
    @Behaviour({"LNT-06", "LNT-07"})
    void notifyWaiters_whilePolled_isSeenByAllOrNone() throws Exception {
        List<Boolean> seen = new ArrayList<>();
        Rendezvous.run(
                ROUNDS,
                () -> {
                    newRound(8);
                    seen.clear();
                },
                () -> assertThat(seen).isSorted(),
                () -> racing.notifyWaiters(),
                () -> {
                    for (Polled<Void> each : racers) {
                        seen.add(each.poll().isReady());
                    }
                });
    }

    @Test
    @Timeout(60)
    @Behaviour("LNT-08")
    void notifyWaiters_whileOneIsMadeAfterAnother_neverReachesBoth() throws Exception {
        Rendezvous.run(ROUNDS, () -> newRound(2), () -> {}, () -> racing.notifyWaiters(), () -> {
            if (racers.get(0).poll().isReady()) {
                Polled.of(racing.notified()).assertPending();
            }
        });
    }

    @Test
    @Timeout(60)
    @Behaviour({"LNT-03", "LNT-04", "LNT-05"})
    void notifyOne_twiceWhileOneIsDropped_reachesTheOthers() throws Exception {
        Rendezvous.run(
                ROUNDS,
                () -> newRound(3),
                () -> {
                    racers.get(1).assertReady();
                    racers.get(2).assertReady();
                },
                () -> racing.notifyOne(),
                () -> racing.notifyOne(),
                () -> racers.get(0).drop());
    }
}
