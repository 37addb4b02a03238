package dev.pollux.sync;

import dev.pollux.future.Blocking;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Resource;
import dev.pollux.stream.Sink;
import dev.pollux.stream.Stream;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A channel of messages from many senders to many receivers, each message to one of them: a queue of work for several workers.
 *
 * <pre>{@code
 * var channel = Mpmc.<Job>bounded(100);
 * var jobs = channel.receiver();
 * for (int worker = 0; worker < 4; worker++) {
 *     var mine = jobs.copy();
 *     spawn(() -> {
 *         try (mine) {
 *             for (var job = mine.recv().await(); job != null; job = mine.recv().await()) {
 *                 job.run();
 *             }
 *         }
 *     });
 * }
 * }</pre>
 *
 * <p>First in, first out. A message goes to the receiver that has waited longest, room to the sender that has. A channel stays open
 * until each of its senders, or each of its receivers, is closed; {@link Sender#close} and {@link Receiver#close} are for one each.
 * Messages are not {@code null}: that is how the end is told.
 *
 * <p>Where one task receives, {@link Mpsc} is faster, and its receiver is a stream.
 *
 * @memory What was done before a message was sent is visible to whoever receives it.
 * @origin async_channel (2.5) for the bounded one; the rendezvous is Go's unbuffered channel. Differs: fair to receivers, closing is
 *     a call.
 */
public final class Mpmc {

    private Mpmc() {}

    /**
     * Makes a channel with a buffer.
     *
     * @param capacity how many messages it has room for
     * @param <T> the type of the messages
     * @return its two ends
     * @throws IllegalArgumentException if {@code capacity} is not positive
     * @cost A message costs a few locks that are held for some instructions, and two small objects if both sides await.
     */
    public static <T> Channel<T> bounded(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a channel has room for 1 message or more, not for " + capacity
                    + "; one without any room is a rendezvous()");
        }
        return of(new MpmcChannel<>(capacity));
    }

    /**
     * Makes a channel without a buffer: a send is ready once a receiver has the message.
     *
     * @param <T> the type of the messages
     * @return its two ends
     */
    public static <T> Channel<T> rendezvous() {
        return of(new MpmcChannel<>(0));
    }

    private static <T> Channel<T> of(MpmcChannel<T> shared) {
        return new Channel<>(new Sender<>(shared), new Receiver<>(shared));
    }

    /**
     * The two ends of a channel.
     *
     * @param sender the first sender; {@link Sender#copy} makes more
     * @param receiver the first receiver; {@link Receiver#copy} makes more
     * @param <T> the type of the messages
     */
    public record Channel<T>(Sender<T> sender, Receiver<T> receiver) {}

    /**
     * An end that messages are put into. Any thread may call any method.
     *
     * @param <T> the type of the messages
     */
    public static final class Sender<T> implements AutoCloseable, Holding {

        private final MpmcChannel<T> channel;
        private final AtomicBoolean closed = new AtomicBoolean();

        Sender(MpmcChannel<T> channel) {
            this.channel = channel;
        }

        /**
         * Sends a message, waiting for room or, in a rendezvous, for a receiver.
         *
         * @param message the message
         * @return a future that is ready once the channel has the message or, in a rendezvous, a receiver has it;
         *     {@link ClosedException} from its poll if the channel is or gets closed
         * @throws NullPointerException if {@code message} is null
         * @throws ReleasedException if this sender was closed
         * @cancel Loses the place in line. Nothing was sent if it is dropped before it is ready; but in a rendezvous a receiver may
         *     have taken the message just then.
         * @wakeup When there is room, or the message was taken, or the channel is closed.
         */
        @LosesPlace
        public Future<@Nullable Void> send(T message) {
            requireOpen();
            return new MpmcSend<>(channel, Objects.requireNonNull(message, "message"));
        }

        /**
         * Sends a message if there is room, or a receiver that waits, and nobody is in line.
         *
         * @param message the message
         * @return {@code false} if it was not sent because there is no room
         * @throws ClosedException if the channel is closed
         * @throws NullPointerException if {@code message} is null
         * @throws ReleasedException if this sender was closed
         */
        public boolean trySend(T message) {
            requireOpen();
            boolean sent = channel.trySend(Objects.requireNonNull(message, "message"));
            if (!sent && channel.isClosed()) {
                throw channel.refusal();
            }
            return sent;
        }

        /**
         * Takes room for one message, waiting for it.
         *
         * @return a future of the room; {@link ClosedException} from its poll if the channel is or gets closed
         * @throws ReleasedException if this sender was closed
         * @throws UnsupportedOperationException if this is a rendezvous, which has no room
         * @cancel Loses the place in line, nothing else.
         * @wakeup When there is room, or the channel is closed.
         */
        @LosesPlace
        public Future<Permit<T>> reserve() {
            requireRoom();
            return new MpmcReserve<>(channel);
        }

        /**
         * Takes room for one message if there is some and nobody waits for it.
         *
         * @return the room, or {@code null} if the channel is full
         * @throws ClosedException if the channel is closed
         * @throws ReleasedException if this sender was closed
         * @throws UnsupportedOperationException if this is a rendezvous, which has no room
         */
        public @Nullable Permit<T> tryReserve() {
            requireRoom();
            if (channel.tryReserve()) {
                return new Permit<>(channel);
            }
            requireUsable();
            return null;
        }

        private void requireRoom() {
            requireOpen();
            if (channel.capacity() == 0) {
                throw new UnsupportedOperationException(
                        "a rendezvous has no room to be reserved: send waits for a receiver");
            }
        }

        /**
         * Makes a sink of this sender, for streams that are to end in a channel: {@code stream.forward(sender.sink())}. With a buffer it
         * has room when the channel has, and what it was given is in the channel. In a rendezvous it keeps a message until a receiver
         * has it, and a flush waits for that.
         *
         * @return a sink, which owns this sender: it is closed when the sink is closed or dropped. A message that waits for its receiver
         *     then is not sent if the sink is dropped.
         * @throws ReleasedException if this sender was closed
         * @cost One object, and two for each message; one in a rendezvous.
         * @origin flume::Sender::into_sink (0.11). Differs: nothing waits in it but in a rendezvous.
         */
        public Sink<T> sink() {
            requireOpen();
            return channel.capacity() == 0
                    ? new RendezvousSink<>(this)
                    : new RoomSink<>(this, this::reserve, this::close);
        }

        /**
         * Sends a message from a plain thread, which is blocked meanwhile.
         *
         * @param message the message
         * @throws ClosedException if the channel is or gets closed
         * @throws InterruptedException if the thread is interrupted
         * @throws IllegalStateException on a thread that runs tasks; use {@link #send} there
         */
        @Blocking
        public void blockingSend(T message) throws InterruptedException {
            BlockingWait.await(send(message));
        }

        /**
         * Waits until nobody will receive any more.
         *
         * @return a future that is ready once the channel is closed
         * @cancel Safe.
         * @wakeup When the last receiver is closed.
         */
        @CancelSafe
        public Future<@Nullable Void> closed() {
            return new UntilClosed(channel.untilClosed(), channel::isClosed, channel);
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
         * @throws ReleasedException if this one was closed
         */
        public Sender<T> copy() {
            requireOpen();
            channel.addSender();
            return new Sender<>(channel);
        }

        /** Refuses if this sender or the channel was closed. */
        void requireUsable() {
            requireOpen();
            if (channel.isClosed()) {
                throw channel.refusal();
            }
        }

        private void requireOpen() {
            if (closed.get()) {
                throw new ReleasedException("this sender was closed before; copy() makes one to be closed on its own");
            }
        }

        /**
         * Sends no more through this. The last sender that closes ends the channel. Repeated calls have no effect.
         *
         * @wakeup The last one wakes receivers who wait.
         */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                channel.removeSender();
            }
        }

        @Override
        public @Nullable Resource holds() {
            return closed.get() ? null : new Resource(channel, MpscChannel.MESSAGE_OF);
        }

        @Override
        public String toString() {
            return "sender of " + channel;
        }
    }

    /**
     * Room for one message in a channel: sending into it cannot fail and need not wait, even if the channel is closed meanwhile. It keeps
     * the channel open, like a sender. It belongs to one task: one thread at a time may call its methods.
     *
     * @param <T> the type of the messages
     */
    public static final class Permit<T> implements Room<T>, Holding {

        private @Nullable MpmcChannel<T> channel; // null once it was used or returned
        private final boolean keepsOpen; // unless it was granted as the last sender closed, and comes too late for that

        Permit(MpmcChannel<T> channel) {
            this.channel = channel;
            this.keepsOpen = channel.tryAddSender();
        }

        /**
         * Sends a message into the room, which is used up by it.
         *
         * @param message the message
         * @throws ReleasedException if the room was used up or returned
         * @throws NullPointerException if {@code message} is null
         * @wakeup Wakes the receiver that has waited longest.
         */
        @Override
        public void send(T message) {
            Objects.requireNonNull(message, "message");
            MpmcChannel<T> used = channel;
            if (used == null) {
                throw new ReleasedException("this room was used up, or returned to its channel");
            }
            channel = null;
            used.sendGranted(message);
            leave(used);
        }

        /**
         * Returns the room if it was not used. Repeated calls have no effect.
         *
         * @wakeup Wakes the sender that has waited longest.
         */
        @Override
        public void close() {
            MpmcChannel<T> left = channel;
            if (left != null) {
                channel = null;
                left.releaseGranted();
                leave(left);
            }
        }

        private void leave(MpmcChannel<T> left) {
            if (keepsOpen) {
                left.removeSender();
            }
        }

        /** It is receivers that make room. */
        @Override
        public long share() {
            return 0;
        }

        @Override
        public @Nullable Resource holds() {
            MpmcChannel<T> seen = channel;
            return seen == null ? null : new Resource(seen, MpscChannel.ROOM_OF);
        }

        @Override
        public String toString() {
            MpmcChannel<T> seen = channel;
            return seen == null ? "room that was used or returned" : "room for 1 in " + seen;
        }
    }

    /**
     * An end that messages come out of. Any thread may call any method, and several tasks may share one.
     *
     * @param <T> the type of the messages
     */
    public static final class Receiver<T> implements AutoCloseable, Holding {

        private final MpmcChannel<T> channel;
        private final AtomicBoolean closed = new AtomicBoolean();

        Receiver(MpmcChannel<T> channel) {
            this.channel = channel;
        }

        /**
         * Waits for the next message.
         *
         * @return a future of the message, or of {@code null} once the channel has ended
         * @throws ReleasedException if this receiver was closed
         * @cancel Loses the place in line, no message: one that was handed over already goes to the next receiver in line, or is the
         *     next to be received.
         * @wakeup When a message was handed over, and at the end.
         */
        @LosesPlace
        public Future<@Nullable T> recv() {
            requireOpen();
            return new MpmcRecv<>(channel);
        }

        /**
         * Takes the next message if there is one.
         *
         * @return the message, or {@code null} if there is none now
         * @throws ClosedException if the channel has ended
         * @throws ReleasedException if this receiver was closed
         */
        public @Nullable T tryRecv() {
            requireOpen();
            return channel.tryReceive();
        }

        /**
         * Waits for messages and takes as many as there are, up to a number.
         *
         * @param buffer they are added to it
         * @param limit the most to take
         * @return a future of how many were added; 0 only if {@code limit} is 0 or the channel has ended
         * @throws IllegalArgumentException if {@code limit} is negative
         * @throws ReleasedException if this receiver was closed
         * @cancel As for {@link #recv}; nothing was added to the buffer if it is dropped before it is ready.
         * @wakeup As for {@link #recv}.
         */
        @LosesPlace
        public Future<Integer> recvMany(Collection<? super T> buffer, int limit) {
            requireOpen();
            return new MpmcRecvMany<>(channel, buffer, limit);
        }

        /**
         * Waits for the next message on a plain thread, which is blocked meanwhile.
         *
         * @return the message, or {@code null} once the channel has ended
         * @throws InterruptedException if the thread is interrupted; no message is lost
         * @throws IllegalStateException on a thread that runs tasks; use {@link #recv} there
         */
        @Blocking
        public @Nullable T blockingRecv() throws InterruptedException {
            return BlockingWait.await(recv());
        }

        /**
         * Returns the messages as a stream, which owns this receiver from now on: it closes this at its end, or when dropped. A message
         * that was handed over to a stream that is dropped goes to the next receiver.
         *
         * @return a stream that ends with the channel
         * @throws ReleasedException if this receiver was closed
         * @wakeup As for {@link #recv}.
         */
        public Stream<T> stream() {
            requireOpen();
            return new ReceiverStream<>(this, this::recv, this::close);
        }

        /**
         * Makes another receiver for the same channel, which is to be closed, too.
         *
         * @return the new receiver
         * @throws ReleasedException if this one was closed
         */
        public Receiver<T> copy() {
            requireOpen();
            channel.addReceiver();
            return new Receiver<>(channel);
        }

        private void requireOpen() {
            if (closed.get()) {
                throw new ReleasedException(
                        "this receiver was closed before; copy() makes one to be closed on its own");
            }
        }

        /**
         * Lets nobody send any more, and leaves this and the other receivers open for what was sent.
         *
         * @wakeup Wakes senders who wait.
         */
        public void closeChannel() {
            channel.close();
        }

        /**
         * Receives no more through this. The last receiver that closes ends the channel; messages in it are forgotten. Repeated calls
         * have no effect.
         *
         * @wakeup The last one wakes senders who wait.
         */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                channel.removeReceiver();
            }
        }

        /**
         * Tells whether nobody can send any more.
         *
         * @return {@code true} once the channel is closed
         */
        public boolean isClosed() {
            return channel.isClosed();
        }

        /**
         * Returns how many messages are in the channel.
         *
         * @return the number of the moment; one more than there is room for if a receiver gave one back
         */
        public int size() {
            return channel.size();
        }

        @Override
        public @Nullable Resource holds() {
            return closed.get() ? null : new Resource(channel, MpscChannel.ROOM_OF);
        }

        @Override
        public String toString() {
            return "receiver of " + channel;
        }
    }
}
