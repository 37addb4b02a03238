package dev.pollux.sync;

import dev.pollux.future.Blocking;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.stream.RawStream;
import dev.pollux.stream.Sink;
import dev.pollux.stream.SizeHint;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
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
 * <p>Messages of one sender that awaits each send before the next arrive in that order. Room goes to those who wait for it in the
 * order in which they were first polled; each puts its message there when it is polled next. Messages are not {@code null}: that is how the end is told.
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
        MpscChannel<T> shared = new MpscChannel<>(requireCapacity(capacity));
        return new Channel<>(new Sender<>(shared), new Receiver<>(shared));
    }

    /**
     * Makes a channel whose senders never wait, for so many messages and no more.
     *
     * @param maxSize how many messages may lie in it
     * @param policy what becomes of those beyond
     * @param <T> the type of the messages
     * @return its two ends
     * @throws IllegalArgumentException if {@code maxSize} is not from 1 to {@link #MAX_CAPACITY}
     */
    public static <T> UnboundedChannel<T> unbounded(int maxSize, OverflowPolicy policy) {
        MpscChannel<T> shared = new MpscChannel<>(requireCapacity(maxSize));
        return unbounded(shared, new MpscOverflow<>(shared, policy, null));
    }

    /**
     * Makes a channel whose senders never wait, for messages of so much weight together and no more: bytes, for instance.
     *
     * @param maxWeight how much the messages in it may weigh
     * @param policy what becomes of those beyond
     * @param weigher returns the weight of a message, 0 or more; it is asked once for each, by the sender
     * @param <T> the type of the messages
     * @return its two ends
     * @throws IllegalArgumentException if {@code maxWeight} is not positive
     */
    public static <T> UnboundedChannel<T> unbounded(
            long maxWeight, OverflowPolicy policy, ToLongFunction<? super T> weigher) {
        if (maxWeight < 1) {
            throw new IllegalArgumentException(
                    "maxWeight " + maxWeight + " leaves no room for any message; it is at least 1");
        }
        MpscChannel<T> shared = new MpscChannel<>(MAX_CAPACITY, new MpscWeights(maxWeight), 0);
        return unbounded(shared, new MpscOverflow<>(shared, policy, Objects.requireNonNull(weigher, "weigher")));
    }

    private static <T> UnboundedChannel<T> unbounded(MpscChannel<T> shared, MpscOverflow<T> overflow) {
        return new UnboundedChannel<>(new UnboundedSender<>(shared, overflow), new Receiver<>(shared));
    }

    private static int requireCapacity(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a channel has room for 1 to " + MAX_CAPACITY + " messages, not for " + capacity);
        }
        return capacity;
    }

    /**
     * The two ends of a channel whose senders never wait.
     *
     * @param sender the first sender; {@link UnboundedSender#copy} makes more
     * @param receiver the only receiver
     * @param <T> the type of the messages
     */
    public record UnboundedChannel<T>(UnboundedSender<T> sender, Receiver<T> receiver) {}

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
    public static final class Sender<T> extends MpscSender<T, Sender<T>> {

        Sender(MpscChannel<T> channel) {
            super(channel);
        }

        @Override
        Sender<T> another() {
            return new Sender<>(channel);
        }

        /**
         * Sends a message, waiting for room.
         *
         * @param message the message
         * @return a future that is ready once the channel has the message; {@link ClosedException} from its poll if the channel is
         *     or gets closed
         * @throws NullPointerException if {@code message} is null
         * @throws ReleasedException if this sender was closed
         * @cancel Nothing was sent if it is dropped before it is ready. The place in line is lost; the message is still the
         *     caller's. {@link #reserve} waits without a message.
         * @wakeup When there is room, or the channel is closed.
         * @cost One object. Without waiting one exchange, and one more if the receiver waits; a drop is O(1).
         */
        @LosesPlace
        public Future<@Nullable Void> send(T message) {
            requireOpen();
            return new MpscSend<>(channel, Objects.requireNonNull(message, "message"));
        }

        /**
         * Sends a message if there is room and nobody waits for it.
         *
         * @param message the message
         * @return {@code false} if it was not sent because the channel is full
         * @throws ClosedException if the channel is closed
         * @throws NullPointerException if {@code message} is null
         * @throws ReleasedException if this sender was closed
         */
        public boolean trySend(T message) {
            requireOpen();
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
            requireOpen();
            return new MpscReserve<>(channel, requireCount(count));
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
            requireOpen();
            if (channel.tryReserve(requireCount(count))) {
                return new Permit<>(channel, count);
            }
            refuseIfClosed();
            return null;
        }

        /**
         * Makes a sink of this sender, for streams that are to end in a channel: {@code stream.forward(sender.sink())}. It has room when
         * the channel has; what it was given is in the channel, so there is nothing to flush.
         *
         * @return a sink, which owns this sender: it is closed when the sink is closed or dropped
         * @cost One object, and two for each message.
         * @origin tokio_util::sync::PollSender (0.7). Differs: whoever closes it while it holds room returns that.
         */
        public Sink<T> sink() {
            requireOpen();
            return new RoomSink<>(this, this::reserve, this::close);
        }

        private int requireCount(int count) {
            if (count < 0 || count > channel.capacity()) {
                throw new IllegalArgumentException("this channel has room for 0 to " + channel.capacity()
                        + " messages at once, never for " + count);
            }
            return count;
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
    }

    /**
     * An end of a channel into which messages can always be put at once, as long as they are not too many. Any thread may call any
     * method.
     *
     * @param <T> the type of the messages
     */
    public static final class UnboundedSender<T> extends MpscSender<T, UnboundedSender<T>> {

        private final MpscOverflow<T> overflow;

        UnboundedSender(MpscChannel<T> channel, MpscOverflow<T> overflow) {
            super(channel);
            this.overflow = overflow;
        }

        @Override
        UnboundedSender<T> another() {
            return new UnboundedSender<>(channel, overflow);
        }

        /**
         * Sends a message. Never waits.
         *
         * @param message the message
         * @return {@code false} if it was dropped, as {@link OverflowPolicy#DROP} says
         * @throws OverflowException if there is no room, and the policy is another
         * @throws ClosedException if the channel is closed
         * @throws IllegalArgumentException if the weigher returned a negative number; what it throws is thrown, too
         * @throws NullPointerException if {@code message} is null
         * @throws ReleasedException if this sender was closed
         * @cost As for {@link Sender#trySend}; with a weigher one exchange and one object more.
         */
        public boolean send(T message) {
            requireOpen();
            return overflow.send(Objects.requireNonNull(message, "message")) || refuseIfClosed() || overflow.refuse();
        }

        /**
         * Makes a sink of this sender. It never waits: what happens if there is no room is for the {@link OverflowPolicy} to say, and an
         * {@link OverflowException} comes out of it like any failure of a sink.
         *
         * @return a sink, which owns this sender: it is closed when the sink is closed or dropped
         * @origin futures-channel mpsc::UnboundedSender (0.3), which is a sink.
         */
        public Sink<T> sink() {
            requireOpen();
            return new UnboundedSink<>(this);
        }

        /**
         * Returns how many messages were dropped because there was no room.
         *
         * @return the number of the moment; always 0 unless the policy is {@link OverflowPolicy#DROP}
         */
        public long droppedCount() {
            return overflow.droppedCount();
        }

        /**
         * Returns the weight of what is in the channel: the number of its messages, if it was made without a weigher.
         *
         * @return the weight of the moment
         */
        public long weight() {
            return overflow.weight();
        }
    }

    /**
     * A sender that does not keep its channel open: for whoever would otherwise wait for himself, such as an actor that sends to
     * itself.
     *
     * @param <S> the type of sender that can be made of it
     */
    public static final class WeakSender<S extends AutoCloseable> implements AutoCloseable {

        private final MpscChannel<?> channel;
        private final Supplier<S> another;
        private final AtomicBoolean closed = new AtomicBoolean();

        WeakSender(MpscChannel<?> channel, Supplier<S> another) {
            this.channel = channel;
            this.another = another;
            channel.weak().getAndIncrement();
        }

        /**
         * Makes a sender of it.
         *
         * @return a sender, to be closed, or {@code null} if no sender was left
         * @throws ReleasedException if this was closed
         */
        public @Nullable S upgrade() {
            requireOpen();
            return channel.tryShare() ? another.get() : null;
        }

        /**
         * Makes another weak sender for the same channel.
         *
         * @return the new one
         * @throws ReleasedException if this was closed
         */
        public WeakSender<S> copy() {
            requireOpen();
            return new WeakSender<>(channel, another);
        }

        private void requireOpen() {
            if (closed.get()) {
                throw new ReleasedException("this weak sender was closed before");
            }
        }

        /** Takes it out of {@link Sender#weakCount}, which is all that depends on it. Repeated calls have no effect. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                channel.weak().getAndDecrement();
            }
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
    public static final class Permit<T> implements Room<T>, Holding {

        private final MpscChannel<T> channel;
        private int left;
        private boolean keepsOpen; // unless it was granted as the last sender closed, and comes too late for that

        Permit(MpscChannel<T> channel, int count) {
            this.channel = channel;
            this.left = count;
            this.keepsOpen = count > 0 && channel.tryShare();
        }

        /**
         * Sends a message into the room, which is used up by it.
         *
         * @param message the message
         * @throws ReleasedException if no room is left
         * @throws NullPointerException if {@code message} is null
         */
        @Override
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
            int unused = left;
            left = 0;
            if (unused > 0) {
                channel.release(unused);
            }
            if (keepsOpen) {
                keepsOpen = false;
                channel.unshare();
            }
        }

        /** It is the receiver that makes room. */
        @Override
        public long share() {
            return 0;
        }

        @Override
        public @Nullable Resource holds() {
            return left == 0 ? null : new Resource(channel, MpscChannel.ROOM_OF);
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
        private final Future<@Nullable T> recv;

        Receiver(MpscChannel<T> channel) {
            this.channel = channel;
            this.recv = new MpscRecv<>(channel);
        }

        /**
         * Waits for the next message.
         *
         * @return a future of the message, or of {@code null} once the channel has ended; always the same one, which may be awaited
         *     any number of times; {@link OverflowException} from its poll, once, if the channel ended by {@link OverflowPolicy#CLOSE}
         * @cancel Safe: a message that was not taken stays in the channel. The waker of the task stays there, too, until the next
         *     message or the end: the task may be woken once in vain.
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
         * @throws OverflowException in its place, once, if it ended by {@link OverflowPolicy#CLOSE}
         */
        public @Nullable T tryRecv() {
            T message = channel.tryReceive();
            if (message == null && channel.hasEnded()) {
                channel.failOnce();
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
            return new MpscRecvMany<>(channel, buffer, limit);
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
            return channel.isTerminated();
        }

        @Override
        public SizeHint sizeHint() {
            return channel.sizeHint();
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

        /**
         * Returns how many weak senders there are that were not closed.
         *
         * @return the number of the moment
         */
        public int weakCount() {
            return channel.weak().get();
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
}
