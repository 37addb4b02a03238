package dev.pollux.sync;

/**
 * What becomes of a message for which a channel without waiting has no room.
 *
 * <p>To give up the oldest messages instead of the new one is what a broadcast channel does, and a watch keeps the latest alone.
 */
public enum OverflowPolicy {
    /** The sender is told, by an {@link OverflowException}, and keeps the message. */
    REJECT,
    /** The message is dropped, and counted. */
    DROP,
    /**
     * The channel is closed. The sender is told, and the receiver too, once it has received what was sent before: for those who
     * would rather start again than miss a message.
     */
    CLOSE
}
