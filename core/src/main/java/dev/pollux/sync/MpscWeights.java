package dev.pollux.sync;

import java.util.concurrent.atomic.AtomicLong;

/** The weight of all messages in a channel, and how much it may be. */
final class MpscWeights {

    /** Remembers the weight: a weigher that was asked again might answer something else. */
    private record Weighed(Object message, long weight) {}

    private final long cap;
    private final AtomicLong total = new AtomicLong();

    MpscWeights(long cap) {
        this.cap = cap;
    }

    /** Adds a weight, unless it is too much. */
    boolean tryAdd(long weight) {
        long seen = total.get();
        while (weight <= cap - seen) {
            long witness = total.compareAndExchange(seen, seen + weight);
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    void subtract(long weight) {
        total.getAndAdd(-weight);
    }

    /** Returns what goes into the queue in place of the message. */
    @SuppressWarnings("unchecked") // the queue does not look at it, and giveBack takes it off again
    static <T> T label(T message, long weight) {
        return (T) new Weighed(message, weight);
    }

    /** Takes the weight off, and returns the message. */
    @SuppressWarnings("unchecked") // label was given a T
    <T> T giveBack(T labelled) {
        Weighed weighed = (Weighed) (Object) labelled;
        subtract(weighed.weight());
        return (T) weighed.message();
    }

    long total() {
        return total.get();
    }

    @Override
    public String toString() {
        return "weight " + total() + " of " + cap;
    }
}
