package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.Watched;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for any {@link SelectableChannel} of the JDK: pipes, SCTP, channels of other libraries.
 *
 * <p>The runtime tells when the channel is worth a try, and the program reads and writes it itself. Readiness stays until somebody finds
 * out that it was used up and says so, by {@link ReadyGuard#clearReady}; {@link #asyncIo} does all of that:
 *
 * <pre>{@code
 * var pipe = AsyncChannel.of(Pipe.open().source());
 * int count = pipe.asyncIo(Interest.READ, source -> {
 *     int read = source.read(buffer);
 *     return read == 0 ? null : read;              // null: it would have blocked
 * }).await();
 * }</pre>
 *
 * <p>Any number of tasks may wait; all of them are woken.
 *
 * @param <C> the kind of channel
 * @origin tokio::io::unix::AsyncFd (1.53). Differs: an attempt that would block answers {@code null} in place of an error; a channel is
 *     closed with this, as the JDK does not let a channel be deregistered without closing it at once.
 */
public final class AsyncChannel<C extends SelectableChannel> implements Closeable {

    /**
     * An attempt to read or write the channel, which never waits.
     *
     * @param <C> the kind of channel
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Attempt<C extends SelectableChannel, T> {

        /**
         * Tries once.
         *
         * @param channel in non-blocking mode
         * @return the result; {@code null} if it would have blocked
         * @throws IOException if it fails
         */
        @Nullable T run(C channel) throws IOException;
    }

    private final C channel;
    private final Watched watched;
    private final @Nullable ReadyWaiters readers; // null if the channel cannot be read, or accepted from
    private final @Nullable ReadyWaiters writers; // null if it cannot be written, or connected

    private AsyncChannel(C channel, Watched watched) {
        this.channel = channel;
        this.watched = watched;
        this.readers = waiters(channel, watched, Interest.READ, SelectionKey.OP_READ | SelectionKey.OP_ACCEPT);
        this.writers = waiters(channel, watched, Interest.WRITE, SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT);
    }

    /**
     * Watches a channel on the runtime of the calling thread, and makes it non-blocking.
     *
     * @param channel registered with no selector
     * @param <C> the kind of channel
     * @return the watched channel
     * @throws IOException if the channel is closed, the runtime has ended, or its driver watches no channels
     * @throws IllegalStateException if the thread belongs to no runtime
     */
    public static <C extends SelectableChannel> AsyncChannel<C> of(C channel) throws IOException {
        Objects.requireNonNull(channel, "channel");
        return new AsyncChannel<>(channel, RuntimeContext.current().io().watch(channel));
    }

    /**
     * Waits until the channel is worth a read.
     *
     * @return a future of a guard, by which the reader tells what it found. It fails with a {@link ClosedChannelException} once the channel
     *     or the runtime is closed
     * @throws IllegalArgumentException if the channel cannot be read
     * @cancel Safe: readiness is not used up.
     * @wakeup All who wait are woken.
     */
    @CancelSafe
    public Future<ReadyGuard<C>> readable() {
        return ready(Interest.READ);
    }

    /**
     * Waits until the channel is worth a write.
     *
     * @return as for {@link #readable}
     * @throws IllegalArgumentException if the channel cannot be written
     * @cancel Safe: readiness is not used up.
     * @wakeup All who wait are woken.
     */
    @CancelSafe
    public Future<ReadyGuard<C>> writable() {
        return ready(Interest.WRITE);
    }

    private Future<ReadyGuard<C>> ready(Interest interest) {
        return new ChannelReady<>(this, interest, waiters(interest));
    }

    /**
     * Asks whether the channel is worth a try. Besides the futures there is room for one such waker in each direction; the latest wins.
     *
     * @param interest the direction
     * @param cx carries the waker to call when it is
     * @return a guard; {@code null} if the poll is pending
     * @throws ClosedChannelException once the channel or the runtime is closed
     * @wakeup Only the waker of the latest poll is called.
     */
    public @Nullable ReadyGuard<C> pollReady(Interest interest, Context cx) throws ClosedChannelException {
        return waiters(interest).pollReady(cx.waker()) ? guard(interest) : null;
    }

    /**
     * Tries, if the channel is worth it, and remembers if the attempt would have blocked.
     *
     * @param interest the direction
     * @param attempt what to do
     * @param <T> the type of the result
     * @return the result; {@code null} if the channel is not ready, or the attempt would have blocked
     * @throws IOException what the attempt throws, and a {@link ClosedChannelException} once the channel or the runtime is closed
     */
    public <T> @Nullable T tryIo(Interest interest, Attempt<? super C, T> attempt) throws IOException {
        int seen = watched.readiness(interest);
        return waiters(interest).isReady() ? attempt(interest, seen, attempt) : null;
    }

    <T> @Nullable T attempt(Interest interest, int seen, Attempt<? super C, T> attempt) throws IOException {
        T result = attempt.run(channel);
        if (result == null) {
            watched.clearReady(interest, seen);
        }
        return result;
    }

    /**
     * Tries until the attempt does not answer that it would block, waiting in between.
     *
     * @param interest the direction
     * @param attempt what to do
     * @param <T> the type of the result
     * @return a future of the result; it fails with what the attempt throws, and with a {@link ClosedChannelException} once the channel or
     *     the runtime is closed
     * @cancel Safe: the attempt was made and returned, or not made.
     * @wakeup All who wait are woken.
     */
    @CancelSafe
    public <T> Future<T> asyncIo(Interest interest, Attempt<? super C, T> attempt) {
        Objects.requireNonNull(attempt, "attempt");
        return new ChannelIo<>(this, interest, waiters(interest), attempt);
    }

    /**
     * Returns the channel.
     *
     * @return as it was given
     */
    public C channel() {
        return channel;
    }

    ReadyWaiters waiters(Interest interest) {
        ReadyWaiters waiters = interest == Interest.READ ? readers : writers;
        if (waiters == null) {
            throw new IllegalArgumentException(
                    "interest must be a direction that the channel has, which " + interest + " is not: " + channel);
        }
        return waiters;
    }

    private static @Nullable ReadyWaiters waiters(
            SelectableChannel channel, Watched watched, Interest interest, int operations) {
        return (channel.validOps() & operations) == 0 ? null : new ReadyWaiters(channel, watched, interest);
    }

    ReadyGuard<C> guard(Interest interest) {
        return new ReadyGuard<>(this, interest, watched.readiness(interest));
    }

    void clearReady(Interest interest, int seen) {
        watched.clearReady(interest, seen);
    }

    /** Closes the channel. Those who wait for it fail. */
    @Override
    public void close() throws IOException {
        watched.close();
    }

    @Override
    public String toString() {
        return "AsyncChannel[" + channel + "]";
    }
}
