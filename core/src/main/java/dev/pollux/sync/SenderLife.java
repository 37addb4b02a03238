package dev.pollux.sync;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether one of several senders of a channel was closed: each counts once. */
final class SenderLife {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final String channel;

    SenderLife(String channel) {
        this.channel = channel;
    }

    /** Returns {@code true} the first time. */
    boolean end() {
        return !ended.getAndSet(true);
    }

    boolean isOver() {
        return ended.get();
    }

    IllegalStateException over() {
        return new IllegalStateException("this sender of " + channel + " was closed, and sends nothing any more");
    }

    /** Refuses what needs an open sender. */
    void requireOpen() {
        if (ended.get()) {
            throw over();
        }
    }
}
