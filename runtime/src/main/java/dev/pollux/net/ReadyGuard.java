package dev.pollux.net;

import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that a channel became ready, and takes back that it still is.
 *
 * <p>It knows up to when: an event that came after the guard was made is not cleared by it.
 *
 * @param <C> the kind of channel
 * @origin tokio::io::unix::AsyncFdReadyGuard (1.53).
 */
public final class ReadyGuard<C extends SelectableChannel> {

    private final AsyncChannel<C> channel;
    private final Interest interest;
    private final int seen;

    ReadyGuard(AsyncChannel<C> channel, Interest interest, int seen) {
        this.channel = channel;
        this.interest = interest;
        this.seen = seen;
    }

    /** Says that an attempt would have blocked: those who ask from now on wait for the next event. Harmless after the runtime's end. */
    public void clearReady() {
        channel.clearReady(interest, seen);
    }

    /**
     * Tries once, and clears the readiness if the attempt would have blocked.
     *
     * @param attempt what to do
     * @param <T> the type of the result
     * @return the result; {@code null} if it would have blocked
     * @throws IOException what the attempt throws; the channel stays ready then
     */
    public <T> @Nullable T tryIo(AsyncChannel.Attempt<? super C, T> attempt) throws IOException {
        Objects.requireNonNull(attempt, "attempt");
        return channel.attempt(interest, seen, attempt);
    }

    /**
     * Returns the channel that is ready.
     *
     * @return the channel
     */
    public AsyncChannel<C> channel() {
        return channel;
    }

    @Override
    public String toString() {
        return "ReadyGuard[" + interest + " of " + channel + "]";
    }
}
