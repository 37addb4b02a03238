package dev.pollux.runtime.io;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a selector that spins is busy with. */
final class SpinBlame {

    private static final int MOST = 16;

    private SpinBlame() {}

    /** Describes the channels of a selector, those first that it called ready last, and then those that somebody waits for. */
    static String of(Selector selector) {
        List<Suspect> suspects = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            try {
                suspects.add(new Suspect(key.channel(), key.interestOps(), key.readyOps()));
            } catch (CancelledKeyException e) {
                // closed meanwhile
            }
        }
        suspects.sort(Comparator.comparing((Suspect suspect) -> suspect.ready == 0)
                .thenComparing(suspect -> suspect.interest == 0));
        String named = suspects.stream().limit(MOST).map(Suspect::toString).collect(Collectors.joining("; "));
        return suspects.size() + " channels: " + named + (suspects.size() > MOST ? "; ..." : "");
    }

    private record Suspect(SelectableChannel channel, int interest, int ready) {

        @Override
        public String toString() {
            return channel + " watched for " + names(interest) + ", last ready for " + names(ready);
        }

        private static String names(int ops) {
            List<String> names = new ArrayList<>();
            add(names, ops, SelectionKey.OP_ACCEPT, "accept");
            add(names, ops, SelectionKey.OP_CONNECT, "connect");
            add(names, ops, SelectionKey.OP_READ, "read");
            add(names, ops, SelectionKey.OP_WRITE, "write");
            return names.isEmpty() ? "nothing" : String.join(" and ", names);
        }

        private static void add(List<String> names, int ops, int op, String name) {
            if ((ops & op) != 0) {
                names.add(name);
            }
        }
    }
}
