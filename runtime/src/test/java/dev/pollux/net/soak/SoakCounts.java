package dev.pollux.net.soak;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

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

    private final AtomicLongArray done = new AtomicLongArray(KINDS.length);
    private final AtomicLongArray failed = new AtomicLongArray(KINDS.length);

    Kind next(SplittableRandom random) {
        return KINDS[random.nextInt(KINDS.length)];
    }

    void done(Kind kind) {
        done.incrementAndGet(kind.ordinal());
    }

    void failed(Kind kind) {
        failed.incrementAndGet(kind.ordinal());
    }

    /** Returns whether each went well at least once. */
    boolean isComplete() {
        for (Kind kind : KINDS) {
            if (done.get(kind.ordinal()) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("done + failed:");
        for (Kind kind : KINDS) {
            text.append(' ')
                    .append(kind)
                    .append(' ')
                    .append(done.get(kind.ordinal()))
                    .append('+')
                    .append(failed.get(kind.ordinal()));
        }
        return text.toString();
    }
}
