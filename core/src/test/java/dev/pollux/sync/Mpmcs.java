package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What tests of channels with many receivers have in common. */
final class Mpmcs {

    private Mpmcs() {}

    /** Fills a channel of two places. */
    static void fill(Mpmc.Sender<Integer> sender) {
        assertThat(sender.trySend(1)).isTrue();
        assertThat(sender.trySend(2)).isTrue();
        assertThat(sender.trySend(3)).isFalse();
    }

    static List<Integer> drain(Mpmc.Receiver<Integer> receiver) {
        List<Integer> drained = new ArrayList<>();
        for (Integer message = receiver.tryRecv(); message != null; message = receiver.tryRecv()) {
            drained.add(message);
        }
        return drained;
    }
}
