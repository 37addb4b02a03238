package dev.pollux.sync;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the senders of all channels to one receiver have in common. Any thread may call any method.
 *
 * @param <T> the type of the messages
 * @param <S> the type of the sender
 */
abstract sealed class MpscSender<T, S extends MpscSender<T, S>> implements AutoCloseable, Holding
        permits Mpsc.Sender, Mpsc.UnboundedSender {

    final MpscChannel<T> channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    MpscSender(MpscChannel<T> channel) {
        this.channel = channel;
    }

    /** Makes another of the same channel, which is shared already. */
    abstract S another();

    /** Refuses if this sender was closed. */
    final void requireOpen() {
        if (closed.get()) {
            throw new ReleasedException("this sender was closed before; copy() makes one to be closed on its own");
        }
    }

    /** Refuses if nobody will receive any more; otherwise false. */
    final boolean refuseIfClosed() {
        if (channel.isClosed()) {
            throw channel.refusal();
        }
        return false;
    }

    /**
     * Waits until nobody will receive any more.
     *
     * @return a future that is ready once the channel is closed
     * @cancel Safe.
     * @wakeup When the receiver is closed.
     */
    @CancelSafe
    public final Future<@Nullable Void> closed() {
        return new UntilClosed(channel.untilClosed(), channel::isClosed, channel);
    }

    /**
     * Tells whether nobody will receive any more.
     *
     * @return {@code true} once the channel is closed
     */
    public final boolean isClosed() {
        return channel.isClosed();
    }

    /**
     * Makes another sender for the same channel, which is to be closed, too.
     *
     * @return the new sender
     * @throws ReleasedException if this one was closed
     */
    public final S copy() {
        requireOpen();
        channel.share();
        return another();
    }

    /**
     * Makes a sender that does not keep the channel open.
     *
     * @return the weak sender
     */
    public final Mpsc.WeakSender<S> downgrade() {
        return new Mpsc.WeakSender<>(channel, this::another);
    }

    /**
     * Returns how many senders keep the channel open, counting those who hold a {@link Mpsc.Permit}.
     *
     * @return the number of the moment
     */
    public final int strongCount() {
        return channel.strongCount();
    }

    /**
     * Returns how many weak senders there are that were not closed.
     *
     * @return the number of the moment
     */
    public final int weakCount() {
        return channel.weak().get();
    }

    /**
     * Tells whether both send into the same channel.
     *
     * @param other another sender
     * @return whether they do
     */
    public final boolean isSameChannel(S other) {
        return channel == other.channel;
    }

    /**
     * Sends no more through this. The last sender that closes ends the channel. Repeated calls have no effect.
     *
     * @wakeup The last one wakes the receiver.
     */
    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            channel.unshare();
        }
    }

    @Override
    public final @Nullable Resource holds() {
        return closed.get() ? null : new Resource(channel, MpscChannel.MESSAGE_OF);
    }

    @Override
    public final String toString() {
        return "sender of " + channel;
    }
}
