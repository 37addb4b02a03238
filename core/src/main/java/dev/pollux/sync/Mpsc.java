package dev.pollux.sync;

import dev.pollux.future.Blocking;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.stream.RawStream;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel of messages from many senders to one receiver, with room for so many messages and no more: who sends into a full
 * channel waits, and so a slow receiver slows its senders down instead of filling the memory.
 *
 * <pre>{@code
 * var channel = Mpsc.<Order>bounded(100);
 * spawn(() -> {
 *     try (var orders = channel.sender()) {
 *         orders.send(order).await();
 *     }                                               // the last sender to close ends the channel
 * });
 * var incoming = channel.receiver();
 * for (var order = incoming.recv().await(); order != null; order = incoming.recv().await()) {
 *     ship(order);
 * }
 * }</pre>
 *
 * <p>Messages arrive in the order in which they got their room, those of one sender in the order of its sends. Room goes to those who
 * wait for it in the order in which they were first polled. Messages are not {@code null}: that is how the end is told.
 *
 * <p>A channel stays open until its receiver is closed, or each of its senders is. Java closes nothing by itself: a sender that is
 * forgotten keeps the receiver waiting.
 *
 * @memory What was done before a message was sent is visible to whoever receives it.
 * @origin tokio::sync::mpsc (1.53). Differs: the room for a message that was received returns to senders when they need it, not
 *     with each message; blocks are not used again; closing is a call.
 */
public final class Mpsc {

    /** The most messages a channel can have room for. */
    public static final int MAX_CAPACITY = MpscChannel.MAX_CAPACITY;

    private Mpsc() {}

    /**
     * Makes a channel.
     *
     * @param capacity how many messages it has room for
     * @param <T> the type of the messages
     * @return its two ends
     * @throws IllegalArgumentException if {@code capacity} is not from 1 to {@link #MAX_CAPACITY}
     * @cost Some 300 bytes, whatever the capacity; blocks of up to 32 messages are added while they are filled, and left to the
     *     collector as they are read.
     */
    public static <T> Channel<T> bounded(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a channel has room for 1 to " + MAX_CAPACITY + " messages, not for " + capacity);
        }
        MpscChannel<T> shared = new MpscChannel<>(capacity);
        return new Channel<>(new Sender<>(shared), new Receiver<>(shared));
    }

    /**
     * The two ends of a channel.
     *
     * @param sender the first sender; {@link Sender#copy} makes more
     * @param receiver the only receiver
     * @param <T> the type of the messages
     */
    public record Channel<T>(Sender<T> sender, Receiver<T> receiver) {}

    /**
     * An end of a channel that messages are put into. Any thread may call any method.
     *
     * @param <T> the type of the messages
     */
    public static final class Sender<T> implements AutoCloseable, Holding {

        private final MpscChannel<T> channel;
        private boolean closed; // guarded by this

        Sender(MpscChannel<T> channel) {
            this.channel = channel;
        }

        /**
         * Sends a message, waiting for room.
         *
         * @param message the message
         * @return a future that is ready once the channel has the message; {@link ClosedException} from its poll if the channel is
         *     or gets closed
         * @throws NullPointerException if {@code message} is null
         * @cancel Nothing was sent if it is dropped before it is ready. The place in line is lost; the message is still the
         *     caller's. {@link #reserve} waits without a message.
         * @wakeup When there is room, or the channel is closed.
         * @cost One object. Without waiting one exchange, and one more if the receiver waits; a drop is O(1).
         */
        @LosesPlace
        public Future<@Nullable Void> send(T message) {
            return new Send<>(channel, Objects.requireNonNull(message, "message"));
        }

        /**
         * Sends a message if there is room and nobody waits for it.
         *
         * @param message the message
         * @return {@code false} if it was not sent because the channel is full
         * @throws ClosedException if the channel is closed
         * @throws NullPointerException if {@code message} is null
         */
        public boolean trySend(T message) {
            return channel.trySend(Objects.requireNonNull(message, "message")) || refuseIfClosed();
        }

        /**
         * Sends a message from a plain thread, which is blocked until there is room.
         *
         * @param message the message
         * @throws ClosedException if the channel is or gets closed
         * @throws InterruptedException if the thread is interrupted; nothing was sent then
         * @throws IllegalStateException on a thread that runs tasks; use {@link #send} there
         */
        @Blocking
        public void blockingSend(T message) throws InterruptedException {
            BlockingWait.await(send(message));
        }

        /**
         * Takes room for one message, waiting for it.
         *
         * @return a future of the room; {@link ClosedException} from its poll if the channel is or gets closed
         * @cancel Loses the place in line, nothing else.
         * @wakeup When there is room, or the channel is closed.
         */
        @LosesPlace
        public Future<Permit<T>> reserve() {
            return reserveMany(1);
        }

        /**
         * Takes room for several messages at once, waiting until there is so much.
         *
         * @param count for how many messages; may be none
         * @return a future of the room
         * @throws IllegalArgumentException if {@code count} is negative, or more than the channel can ever have room for
         * @cancel As for {@link #reserve}.
         */
        @LosesPlace
        public Future<Permit<T>> reserveMany(int count) {
            return new Reserve<>(channel, requireCount(count));
        }

        /**
         * Takes room for one message if there is some and nobody waits for it.
         *
         * @return the room, or {@code null} if the channel is full
         * @throws ClosedException if the channel is closed
         */
        public @Nullable Permit<T> tryReserve() {
            return tryReserveMany(1);
        }

        /**
         * Takes room for several messages if there is so much and nobody waits for it.
         *
         * @param count for how many messages; may be none
         * @return the room, or {@code null} if there is less
         * @throws ClosedException if the channel is closed
         * @throws IllegalArgumentException as for {@link #reserveMany}
         */
        public @Nullable Permit<T> tryReserveMany(int count) {
            if (channel.tryReserve(requireCount(count))) {
                return new Permit<>(channel, count);
            }
            refuseIfClosed();
            return null;
        }

        private int requireCount(int count) {
            if (count < 0 || count > channel.capacity()) {
                throw new IllegalArgumentException("this channel has room for 0 to " + channel.capacity()
                        + " messages at once, never for " + count);
            }
            return count;
        }

        private boolean refuseIfClosed() {
            if (channel.isClosed()) {
                throw channel.refusal();
            }
            return false;
        }

        /**
         * Waits until nobody will receive any more.
         *
         * @return a future that is ready once the receiver is closed
         * @cancel Safe.
         * @wakeup When the receiver is closed.
         */
        @CancelSafe
        public Future<@Nullable Void> closed() {
            return new UntilClosed(channel);
        }

        /**
         * Tells whether nobody will receive any more.
         *
         * @return {@code true} once the channel is closed
         */
        public boolean isClosed() {
            return channel.isClosed();
        }

        /**
         * Makes another sender for the same channel, which is to be closed, too.
         *
         * @return the new sender
         * @throws IllegalStateException if this one was closed
         */
        public synchronized Sender<T> copy() {
            requireOpen();
            channel.share();
            return new Sender<>(channel);
        }

        /**
         * Makes a sender that does not keep the channel open.
         *
         * @return the weak sender
         */
        public WeakSender<T> downgrade() {
            return new WeakSender<>(channel);
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("this sender was closed");
            }
        }

        /**
         * Returns how many messages can be sent now without waiting.
         *
         * @return the number of the moment
         */
        public int capacity() {
            return channel.room();
        }

        /**
         * Returns how many messages the channel has room for.
         *
         * @return the capacity it was made with
         */
        public int maxCapacity() {
            return channel.capacity();
        }

        /**
         * Returns how many senders keep the channel open, counting those who hold a {@link Permit}.
         *
         * @return the number of the moment
         */
        public int strongCount() {
            return channel.strongCount();
        }

        /**
         * Tells whether both send into the same channel.
         *
         * @param other another sender
         * @return whether they do
         */
        public boolean isSameChannel(Sender<?> other) {
            return channel == other.channel;
        }

        /**
         * Sends no more through this. The last sender that closes ends the channel. Repeated calls have no effect.
         *
         * @wakeup The last one wakes the receiver.
         */
        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            channel.unshare();
        }

        @Override
        public synchronized @Nullable Resource holds() {
            return closed ? null : new Resource(channel, MpscChannel.MESSAGE_OF);
        }

        @Override
        public String toString() {
            return "sender of " + channel;
        }
    }

    /**
     * A sender that does not keep its channel open: for whoever would otherwise wait for himself, such as an actor that sends to
     * itself.
     *
     * @param <T> the type of the messages
     */
    public static final class WeakSender<T> {

        private final MpscChannel<T> channel;

        WeakSender(MpscChannel<T> channel) {
            this.channel = channel;
        }

        /**
         * Makes a sender of it.
         *
         * @return a sender, to be closed, or {@code null} if no sender was left
         */
        public @Nullable Sender<T> upgrade() {
            return channel.tryShare() ? new Sender<>(channel) : null;
        }

        @Override
        public String toString() {
            return "weak sender of " + channel;
        }
    }

    /**
     * Room for messages in a channel: sending into it cannot fail and need not wait, even if the channel is closed meanwhile.
     *
     * @param <T> the type of the messages
     */
    public static final class Permit<T> implements AutoCloseable, Holding {

        private final MpscChannel<T> channel;
        private int left;
        private boolean closed;

        Permit(MpscChannel<T> channel, int count) {
            this.channel = channel;
            this.left = count;
            channel.share();
        }

        /**
         * Sends a message into the room, which is used up by it.
         *
         * @param message the message
         * @throws ReleasedException if no room is left
         * @throws NullPointerException if {@code message} is null
         */
        public void send(T message) {
            Objects.requireNonNull(message, "message");
            if (left == 0) {
                throw new ReleasedException("this room was used up, or returned to its channel");
            }
            left--;
            channel.sendReserved(message);
            if (left == 0) {
                close();
            }
        }

        /**
         * Returns for how many messages there is room left.
         *
         * @return the number
         */
        public int remaining() {
            return left;
        }

        /** Returns the room that was not used. Repeated calls have no effect. */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            int unused = left;
            left = 0;
            channel.release(unused);
            channel.unshare();
        }

        @Override
        public @Nullable Resource holds() {
            return closed ? null : new Resource(channel, MpscChannel.ROOM_OF);
        }

        @Override
        public String toString() {
            return "room for " + left + " in " + channel;
        }
    }

    /**
     * The end of a channel that messages come out of: a stream of them. It belongs to one task: one thread at a time may call its
     * methods, other than those that only look.
     *
     * @param <T> the type of the messages
     */
    public static final class Receiver<T> extends RawStream<T> implements AutoCloseable, Holding, Waiting {

        private final MpscChannel<T> channel;
        private final Future<@Nullable T> recv = new Recv<>(this);

        Receiver(MpscChannel<T> channel) {
            this.channel = channel;
        }

        /**
         * Waits for the next message.
         *
         * @return a future of the message, or of {@code null} once the channel has ended; always the same one, which may be awaited
         *     any number of times
         * @cancel Safe: a message that was not taken stays in the channel.
         * @wakeup By the next message, and at the end.
         * @cost Nothing is allocated.
         */
        @CancelSafe
        public Future<@Nullable T> recv() {
            return recv;
        }

        @Override
        public @Nullable Object pollNextRaw(Context cx) {
            return channel.poll(cx);
        }

        @Override
        public @Nullable Resource waitingFor() {
            return channel.awaited();
        }

        /**
         * Takes the next message if there is one.
         *
         * @return the message, or {@code null} if there is none now
         * @throws ClosedException if the channel has ended
         */
        public @Nullable T tryRecv() {
            T message = channel.tryReceive();
            if (message == null && channel.hasEnded()) {
                throw new ClosedException("the channel has ended: no message will come");
            }
            return message;
        }

        /**
         * Waits for the next message on a plain thread, which is blocked meanwhile.
         *
         * @return the message, or {@code null} once the channel has ended
         * @throws InterruptedException if the thread is interrupted
         * @throws IllegalStateException on a thread that runs tasks; use {@link #recv} there
         */
        @Blocking
        public @Nullable T blockingRecv() throws InterruptedException {
            return BlockingWait.await(recv);
        }

        /**
         * Waits for messages and takes as many as there are, up to a number.
         *
         * @param buffer they are added to it
         * @param limit the most to take
         * @return a future of how many were added; 0 only if {@code limit} is 0 or the channel has ended
         * @throws IllegalArgumentException if {@code limit} is negative
         * @cancel Safe: what was not added to the buffer stays in the channel.
         * @wakeup As for {@link #recv}.
         */
        @CancelSafe
        public Future<Integer> recvMany(Collection<? super T> buffer, int limit) {
            if (limit < 0) {
                throw new IllegalArgumentException("a limit is not negative, as " + limit + " is");
            }
            return new RecvMany<>(channel, buffer, limit);
        }

        /**
         * Lets nobody send any more. What was sent, and what is sent into room that was reserved, can still be received.
         *
         * @wakeup Wakes senders who wait.
         */
        @Override
        public void close() {
            channel.close();
        }

        /** Closes the channel and forgets the messages in it. */
        @Override
        public void drop() {
            channel.close();
            channel.stopWaiting();
            T forgotten;
            do {
                forgotten = channel.tryReceive();
            } while (forgotten != null);
        }

        /**
         * Tells whether nobody can send any more, but those who hold room.
         *
         * @return {@code true} once the receiver is closed, or all senders are
         */
        public boolean isClosed() {
            return channel.isClosed();
        }

        @Override
        public boolean isTerminated() {
            return channel.hasEnded();
        }

        /**
         * Returns how many messages are in the channel.
         *
         * @return the number of the moment
         */
        public int size() {
            return channel.size();
        }

        /**
         * Tells whether no message is in the channel.
         *
         * @return {@code true} if there is none at the moment
         */
        public boolean isEmpty() {
            return channel.size() == 0;
        }

        /**
         * Returns how many messages can be sent now without waiting.
         *
         * @return the number of the moment
         */
        public int capacity() {
            return channel.room();
        }

        /**
         * Returns how many messages the channel has room for.
         *
         * @return the capacity it was made with
         */
        public int maxCapacity() {
            return channel.capacity();
        }

        /**
         * Returns how many senders keep the channel open.
         *
         * @return the number of the moment
         */
        public int strongCount() {
            return channel.strongCount();
        }

        @Override
        public @Nullable Resource holds() {
            return channel.isClosed() ? null : new Resource(channel, MpscChannel.ROOM_OF);
        }

        @Override
        public String toString() {
            return "receiver of " + channel;
        }
    }

    // ---------------------------------------------------------------- the futures

    private static final class Send<T> extends MpscRequest<T, @Nullable Void> {

        private final T message;

        Send(MpscChannel<T> channel, T message) {
            super(channel);
            this.message = message;
        }

        @Override
        int count() {
            return 1;
        }

        @Override
        @Nullable Object begin(Context cx) {
            return channel.trySend(message) ? null : channel.standOrTake(this, cx);
        }

        @Override
        @Nullable Object granted() {
            channel.sendReserved(message);
            return null;
        }

        @Override
        public String toString() {
            return "send to " + channel;
        }
    }

    private static final class Reserve<T> extends MpscRequest<T, Permit<T>> {

        private final int count;

        Reserve(MpscChannel<T> channel, int count) {
            super(channel);
            this.count = count;
        }

        @Override
        int count() {
            return count;
        }

        @Override
        Object granted() {
            return new Permit<>(channel, count);
        }

        @Override
        public String toString() {
            return "reserve " + count + " of " + channel;
        }
    }

    private static final class UntilClosed extends Waiter<@Nullable Void> {

        private final MpscChannel<?> channel;

        UntilClosed(MpscChannel<?> channel) {
            this.channel = channel;
        }

        @Override
        Resource wanted() {
            return new Resource(channel, "the end of");
        }

        @Override
        WaitQueue line() {
            return channel.untilClosed();
        }

        @Override
        @Nullable Object begin(Context cx) {
            synchronized (line()) {
                return channel.isClosed() ? null : stand(cx);
            }
        }

        @Override
        @Nullable Object take(Context cx) {
            return null;
        }

        @Override
        void giveBack() {}

        @Override
        public String toString() {
            return "closed of " + channel;
        }
    }

    /** Has no state of its own, so that one serves for all messages. */
    private static final class Recv<T> extends RawFuture<@Nullable T> implements Waiting {

        private final Receiver<T> receiver;

        Recv(Receiver<T> receiver) {
            this.receiver = receiver;
        }

        @Override
        public @Nullable Object pollRaw(Context cx) {
            return receiver.channel.poll(cx);
        }

        @Override
        public void drop() {
            receiver.channel.stopWaiting();
        }

        @Override
        public @Nullable Resource waitingFor() {
            return receiver.waitingFor();
        }

        @Override
        public String toString() {
            return "recv of " + receiver.channel;
        }
    }

    private static final class RecvMany<T> extends RawFuture<Integer> implements Waiting {

        private final MpscChannel<T> channel;
        private final int limit;
        private @Nullable Collection<? super T> buffer;

        RecvMany(MpscChannel<T> channel, Collection<? super T> buffer, int limit) {
            this.channel = channel;
            this.buffer = Objects.requireNonNull(buffer, "buffer");
            this.limit = limit;
        }

        @Override
        public @Nullable Object pollRaw(Context cx) {
            var filled = buffer;
            if (filled == null) {
                throw Failures.finished(this);
            }
            if (limit == 0) {
                buffer = null;
                return 0;
            }
            @SuppressWarnings("unchecked") // what the channel gives is a T
            T message = (T) channel.poll(cx);
            if (message == Poll.PENDING) {
                return Poll.PENDING;
            }
            buffer = null;
            int count = 0;
            for (; message != null; message = count < limit ? channel.tryReceive() : null) {
                filled.add(message);
                count++;
            }
            return count;
        }

        @Override
        public void drop() {
            if (buffer != null) {
                buffer = null;
                channel.stopWaiting();
            }
        }

        @Override
        public @Nullable Resource waitingFor() {
            return channel.awaited();
        }

        @Override
        public String toString() {
            return "recvMany of " + channel;
        }
    }
}
