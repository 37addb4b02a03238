package dev.pollux.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import dev.pollux.future.Waiting;
import dev.pollux.sync.Mpsc;
import org.junit.jupiter.api.Test;

class AwaitedStreamTest {

    private static Future<?> leafOf(Future<?> future) {
        Future<?> leaf = future;
        while (leaf instanceof Awaiting awaiting && !awaiting.awaiting().isEmpty()) {
            leaf = awaiting.awaiting().get(0);
        }
        return leaf;
    }

    @Test
    void leaf_ofAnAdaptedReceiver_tellsWhatSendersHold() throws Exception {
        var channel = Mpsc.<String>bounded(1);
        var next = channel.receiver()
                .map(String::length)
                .filter(length -> length > 1)
                .next();
        Polled.of(next).assertPending();

        assertThat(((Waiting) leafOf(next)).waitingFor())
                .isNotNull()
                .isEqualTo(channel.sender().holds());
    }

    @Test
    void leaf_ofAStreamThatCannotTell_tellsNothing() throws Exception {
        var next = ProbeStream.<String>create().next();
        Polled.of(next).assertPending();

        assertThat(((Waiting) leafOf(next)).waitingFor()).isNull();
        assertThat(((Waiting) leafOf(next)).waitingSince()).isNull();
    }

    @Test
    void poll_asAFuture_yieldsTheNextValue() throws Exception {
        var source = ProbeStream.<String>create().give("a");

        assertThat(Polled.of(new AwaitedStream(source)).assertReady()).isEqualTo("a");
    }
}
