package dev.pollux.examples.miniredis;

import dev.pollux.stream.Stream;
import dev.pollux.sync.Broadcast;
import dev.pollux.sync.ClosedException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who listens to what. A channel is there as long as somebody does. */
final class Channels {

    /** So many messages may wait for a subscriber that is slow; then it misses the oldest. */
    private static final int BACKLOG = 1024;

    private final Map<String, Broadcast.Sender<String>> channels = new HashMap<>(); // guarded by this

    /** Sends a message, and returns to how many. */
    int publish(String name, String message) {
        Broadcast.Sender<String> channel = channel(name);
        if (channel == null) {
            return 0;
        }
        try {
            return channel.send(message); // wakes: not under the lock
        } catch (ClosedException e) { // the last one has just left
            forgetIfEmpty(name);
            return 0;
        }
    }

    /** The messages from now on. To drop the stream is to leave. */
    synchronized Stream<String> subscribe(String name) {
        return channels.computeIfAbsent(name, ignored -> Broadcast.sender(BACKLOG)).subscribe().stream();
    }

    synchronized void forgetIfEmpty(String name) {
        channels.computeIfPresent(name, (ignored, channel) -> channel.receiverCount() == 0 ? null : channel);
    }

    synchronized int size() {
        return channels.size();
    }

    private synchronized Broadcast.@Nullable Sender<String> channel(String name) {
        return channels.get(name);
    }
}
