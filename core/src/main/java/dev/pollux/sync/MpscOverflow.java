package dev.pollux.sync;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the senders of a channel share that do not wait: how its messages are weighed, and what happens if they are too many. */
final class MpscOverflow<T> {

    private final MpscChannel<T> channel;
    private final OverflowPolicy policy;
    private final @Nullable ToLongFunction<? super T> weigher;
    private final AtomicLong dropped = new AtomicLong();

    MpscOverflow(MpscChannel<T> channel, OverflowPolicy policy, @Nullable ToLongFunction<? super T> weigher) {
        this.channel = channel;
        this.policy = Objects.requireNonNull(policy, "policy");
        this.weigher = weigher;
    }

    /** Returns false if there is no room, or the channel is closed. */
    boolean send(T message) {
        MpscWeights weights = channel.weights();
        if (weigher == null || weights == null) {
            return channel.trySend(message);
        }
        long weight = requireWeight(weigher.applyAsLong(message));
        if (!weights.tryAdd(weight)) {
            return false;
        }
        boolean sent = channel.trySend(MpscWeights.label(message, weight));
        if (!sent) {
            weights.subtract(weight);
        }
        return sent;
    }

    private static long requireWeight(long weight) {
        if (weight < 0) {
            throw new IllegalArgumentException("the weigher returned " + weight + "; a weight is 0 or more");
        }
        return weight;
    }

    /** Does what the policy says about a message that there was no room for. */
    boolean refuse() {
        switch (policy) {
            case DROP -> dropped.getAndIncrement();
            case REJECT -> throw new OverflowException("no room in the " + channel + ": the message was not sent");
            case CLOSE -> {
                String reason = "no room in the " + channel + ": it was closed, as its policy is";
                channel.closeWith(new OverflowException(reason));
                throw new OverflowException(reason);
            }
        }
        return false;
    }

    long droppedCount() {
        return dropped.get();
    }

    long weight() {
        MpscWeights weights = channel.weights();
        return weights == null ? channel.size() : weights.total();
    }
}
