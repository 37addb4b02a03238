package dev.pollux.net.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** How often what was done. */
final class SoakCounts {

    enum Kind {
        REQUESTS,
        HALF_CLOSE,
        RESET,
        DROPPED_READ,
        DROPPED_WRITE,
        DROPPED_CONNECT,
        DROPPED_ACCEPT,
        ABORTED_TASK,
        TLS,
        DROPPED_HANDSHAKE
    }

    private static final Kind[] KINDS = Kind.values();

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);

    /** Of one kind. */
    private record Count(AtomicLong done, AtomicLong failed) {

        @Override
        public String toString() {
            return done + "+" + failed;
        }
    }

    SoakCounts() {
        for (Kind kind : KINDS) {
            counts.put(kind, new Count(new AtomicLong(), new AtomicLong()));
        }
    }

    Kind next(SplittableRandom random) {
        return KINDS[random.nextInt(KINDS.length)];
    }

    void done(Kind kind) {
        counts.get(kind).done.incrementAndGet();
    }

    void failed(Kind kind) {
        counts.get(kind).failed.incrementAndGet();
    }

    /** Returns whether each went well at least once. */
    boolean isComplete() {
        return counts.values().stream().allMatch(count -> count.done.get() > 0);
    }

    @Override
    public String toString() {
        return "done + failed: " + counts;
    }
}
