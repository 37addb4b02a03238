package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.future.Rendezvous;
import dev.pollux.sync.Watch.Receiver;
import dev.pollux.sync.Watch.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits for a value of some kind. */
class WatchWaitForTest {

    private final Watch<String> channel = Watch.channel("one");
    private final Sender<String> sender = channel.sender();
    private final Receiver<String> receiver = channel.receiver();
    private Watch<Integer> racing = Watch.channel(0);
    private final AtomicInteger wakes = new AtomicInteger();
    private Object seen = Poll.PENDING;

    // ---------------------------------------------------------------- waitFor

    @Test
    @Behaviour({"WAT-22", "LWA-02"})
    void waitFor_closed_yieldsTheLastValueIfItIsAccepted() throws Exception {
        sender.send("two");
        sender.close();

        assertThat(Polled.of(receiver.waitFor("two"::equals)).assertReady()).isEqualTo("two");
        assertThat(Polled.of(receiver.waitFor("three"::equals)).assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    void waitFor_looksAtTheFirstValueAndAtEachChange() throws Exception {
        List<String> shown = new ArrayList<>();
        var waiting = Polled.of(receiver.waitFor(value -> {
            shown.add(value);
            return value.equals("three");
        }));
        waiting.assertPending();
        sender.send("two");
        waiting.assertPending();
        waiting.assertPending();
        sender.send("three");

        assertThat(waiting.assertReady()).isEqualTo("three");

        assertThat(shown).containsExactly("one", "two", "three");
        assertThat(receiver.hasChanged()).isFalse();
    }

    @Test
    void waitFor_predicateThrows_fails() {
        var failure = new IllegalStateException("planned");

        assertThat(Polled.of(receiver.waitFor(value -> {
                            throw failure;
                        }))
                        .assertFails())
                .isSameAs(failure);
    }

    // ---------------------------------------------------------------- threads

    @Test
    @Timeout(60)
    @Behaviour({"LWA-01", "LWA-03"})
    void waitFor_whileTwoSend_missesNoChange() throws Exception {
        Rendezvous.run(
                5_000,
                () -> {
                    racing = Watch.channel(0);
                    wakes.set(0);
                },
                () -> {
                    if (seen == Poll.PENDING) {
                        assertThat(wakes)
                                .hasPositiveValue(); // two, if it stood in line again before the first one came
                    } else {
                        assertThat(seen).isEqualTo(2);
                    }
                    assertThat(racing.sender().borrow()).isEqualTo(2);
                },
                () -> racing.sender().sendModify(value -> value + 1),
                () -> racing.sender().sendModify(value -> value + 1),
                () -> {
                    var future = racing.receiver().waitFor(value -> value == 2);
                    do { // as often as it is woken
                        wakes.set(0);
                        seen = future.pollRaw(Context.of(wakes::incrementAndGet));
                    } while (seen == Poll.PENDING && racing.sender().borrow() < 2);
                });
    }
}
