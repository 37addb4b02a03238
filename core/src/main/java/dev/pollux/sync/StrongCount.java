package dev.pollux.sync;

import java.util.concurrent.atomic.AtomicInteger;

/** How many keep a channel open from one side. Once it came to none it stays there. */
final class StrongCount {

    private final AtomicInteger count = new AtomicInteger(1);

    int get() {
        return count.get();
    }

    /** One more, on behalf of one that counts. */
    void share() {
        count.getAndIncrement();
    }

    /** One more; fails if there is none. */
    boolean tryShare() {
        int seen = count.get();
        while (seen > 0) {
            int witness = count.compareAndExchange(seen, seen + 1);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** One less. Returns whether it was the last. */
    boolean unshare() {
        return count.decrementAndGet() == 0;
    }
}
