package dev.pollux.sync;

import dev.pollux.future.Blocking;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.stream.Stream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel that gives every value to every receiver.
 *
 * <pre>{@code
 * var prices = Broadcast.<Price>channel(64);
 * prices.sender().send(price);                          // to all who listen now
 * Price next = prices.receiver().recv().await();
 * }</pre>
 *
 * <p>Sending never waits: the channel keeps the latest values, and a receiver that is slower finds out by a {@link
 * LaggedException} how many it missed, and goes on with the oldest that is left. All receivers get the same object, not copies
 * of it; so values had better not change.
 *
 * <p>The capacity is rounded up to a power of two. A value is let go of when all receivers have read it. Values are never
 * {@code null}. Ends that are not used any more are to be closed: senders, so that receivers see the end; receivers, so that nothing
 * is kept for them.
 *
 * @param sender the first sender
 * @param receiver the first receiver
 * @param <T> the type of the values
 * @memory What was done before a send is visible to whoever receives its value.
 * @origin tokio::sync::broadcast (1.53). Differs: values are shared, not cloned; ends are closed, not dropped.
 */
public record Broadcast<T>(Sender<T> sender, Receiver<T> receiver) {

    /**
     * Makes a channel with a sender and a receiver.
     *
     * @param capacity how many values it keeps, at least
     * @param <T> the type of the values
     * @return its first ends
     * @throws IllegalArgumentException if {@code capacity} is less than 1 or more than 2<sup>30</sup>
     */
    public static <T> Broadcast<T> channel(int capacity) {
        Sender<T> sender = sender(capacity);
        return new Broadcast<>(sender, sender.subscribe());
    }

    /**
     * Makes a channel that has no receiver yet.
     *
     * @param capacity as for {@link #channel}
     * @param <T> the type of the values
     * @return its first sender
     * @throws IllegalArgumentException as for {@link #channel}
     */
    public static <T> Sender<T> sender(int capacity) {
        return new Sender<>(new BroadcastRing<>(capacity));
    }

    /**
     * Sends values. Any thread may call any method.
     *
     * @param <T> the type of the values
     */
    public static final class Sender<T> implements AutoCloseable, Holding {

        private final BroadcastRing<T> ring;
        private final SenderLife life = new SenderLife("a broadcast channel");

        private Sender(BroadcastRing<T> ring) {
            this.ring = ring;
        }

        /**
         * Sends a value to all receivers there are.
         *
         * @param value the value
         * @return how many receivers there are
         * @throws ClosedException if there are none
         * @throws IllegalStateException if this sender was closed
         * @wakeup Wakes all receivers that wait.
         * @cost One small object; one lock.
         */
        public int send(T value) {
            Objects.requireNonNull(value, "value");
            life.requireOpen();
            int count = ring.send(value);
            if (count == 0) {
                throw new ClosedException("nobody receives from this broadcast channel: every receiver was closed");
            }
            return count;
        }

        /**
         * Adds a receiver, which gets what is sent from now on.
         *
         * @return the receiver
         */
        public Receiver<T> subscribe() {
            return new Receiver<>(ring);
        }

        /**
         * Adds a sender. The channel is closed when all are.
         *
         * @return the sender
         * @throws IllegalStateException if this one was closed
         */
        public Sender<T> copy() {
            life.requireOpen();
            if (!ring.tryAddSender()) {
                throw life.over(); // at this moment, by another thread
            }
            return new Sender<>(ring);
        }

        /**
         * Makes a weak sender, which does not keep the channel open.
         *
         * @return the weak sender
         */
        public WeakSender<T> downgrade() {
            return new WeakSender<>(ring);
        }

        /**
         * Waits until there is no receiver. There may be one again later, by {@link #subscribe}.
         *
         * @return a future that is ready once the last receiver is closed
         * @cancel Safe: nothing is lost.
         * @wakeup When the last receiver is closed.
         */
        @CancelSafe
        public Future<@Nullable Void> closed() {
            return ring.receiversGone.awaitUntil(() -> ring.receivers() == 0);
        }

        /**
         * Returns how many receivers there are.
         *
         * @return the number of the moment
         */
        public int receiverCount() {
            return ring.receivers();
        }

        /**
         * Returns how many senders there are, without weak ones.
         *
         * @return the number of the moment
         */
        public int strongCount() {
            return ring.senders();
        }

        /**
         * Returns how many weak senders there are.
         *
         * @return the number of the moment
         */
        public int weakCount() {
            return ring.weakSenders();
        }

        /**
         * Returns how many values the slowest receiver has yet to read, as far as they are kept.
         *
         * @return the number of the moment
         */
        public int size() {
            return ring.unread();
        }

        /**
         * Tells whether all receivers have read everything.
         *
         * @return {@code size() == 0}
         */
        public boolean isEmpty() {
            return size() == 0;
        }

        /**
         * Tells whether another sender is one of the same channel.
         *
         * @param other a sender
         * @return {@code true} if it is
         */
        public boolean isSameChannel(Sender<?> other) {
            return ring == other.ring;
        }

        /**
         * Closes this sender. When all are, receivers read what is left and then see the end. May be repeated.
         *
         * @wakeup If it was the last one, wakes all receivers that wait.
         */
        @Override
        public void close() {
            if (life.end()) {
                ring.removeSender();
            }
        }

        @Override
        public @Nullable Resource holds() {
            return life.isOver() ? null : new Resource(ring, BroadcastRing.VALUE_OF);
        }

        @Override
        public String toString() {
            return "Broadcast.Sender[to " + receiverCount() + "]";
        }
    }

    /**
     * A sender that does not keep the channel open. Any thread may call any method.
     *
     * @param <T> the type of the values
     */
    public static final class WeakSender<T> implements AutoCloseable {

        private final BroadcastRing<T> ring;
        private final SenderLife life = new SenderLife("a broadcast channel");

        private WeakSender(BroadcastRing<T> ring) {
            this.ring = ring;
            ring.changeWeakSenders(1);
        }

        /**
         * Makes a sender of this.
         *
         * @return the sender, or {@code null} if all senders were closed
         * @throws IllegalStateException if this was closed
         */
        public @Nullable Sender<T> upgrade() {
            life.requireOpen();
            return ring.tryAddSender() ? new Sender<>(ring) : null;
        }

        /** Closes this weak sender: it counts no more. May be repeated. */
        @Override
        public void close() {
            if (life.end()) {
                ring.changeWeakSenders(-1);
            }
        }

        @Override
        public String toString() {
            return "Broadcast.WeakSender";
        }
    }

    /**
     * Receives all values that are sent from its creation on. It has one owner at a time, as an iterator has; another task gets one
     * of its own by {@link #resubscribe}.
     *
     * @param <T> the type of the values
     */
    public static final class Receiver<T> implements AutoCloseable, Holding {

        private final BroadcastRing<T> ring;
        private long position;
        private boolean closed;

        private Receiver(BroadcastRing<T> ring) {
            this.ring = ring;
            position = ring.addReceiver();
        }

        /**
         * Waits for the next value. One receive at a time: the one before is to be finished or dropped.
         *
         * @return a future of the value, or of {@code null} once all senders are closed and all is read; it fails with a {@link
         *     LaggedException} if values were missed, after which the next one receives the oldest that is left
         * @cancel Safe: a value that was not taken is there for the next receive.
         * @wakeup When a value is sent, or the last sender is closed.
         * @cost One object. Without waiting, one exchange; a drop is O(1).
         */
        @CancelSafe
        public Future<@Nullable T> recv() {
            return new Recv<>(this);
        }

        /**
         * Takes the next value if it is there.
         *
         * @return the value, or {@code null} if none is there yet
         * @throws LaggedException if values were missed
         * @throws ClosedException if none will come
         * @throws IllegalStateException if this was closed
         */
        @SuppressWarnings("unchecked") // look() returns nothing else
        public @Nullable T tryRecv() {
            Object seen = look();
            if (seen == null) {
                throw new ClosedException("the channel has ended: every sender was closed, and all was read");
            }
            return seen == Poll.PENDING ? null : (T) seen;
        }

        /**
         * Waits for the next value on this thread.
         *
         * @return the value, or {@code null} once all senders are closed and all is read
         * @throws LaggedException if values were missed
         * @throws IllegalStateException if this was closed, or on a thread of a runtime that must not be blocked
         * @throws InterruptedException if the thread is interrupted; nothing is lost then
         */
        @Blocking
        public @Nullable T blockingRecv() throws InterruptedException {
            return BlockingWait.await(recv());
        }

        /**
         * Returns the values as a stream, which owns this receiver from now on: dropping it closes this. Where values were missed,
         * a poll fails with a {@link LaggedException}, and the stream goes on after that.
         *
         * @return a stream that ends when all senders are closed
         */
        public Stream<T> stream() {
            return new ReceiverStream<>(this, this::recv, this::close);
        }

        /**
         * Adds another receiver, which gets what is sent from now on, not what this one has yet to read.
         *
         * @return the receiver
         */
        public Receiver<T> resubscribe() {
            return new Receiver<>(ring);
        }

        /**
         * Returns how many values were sent that this has not read, also if some of them are lost already.
         *
         * @return the number of the moment
         */
        public long size() {
            return closed ? 0 : ring.tail() - position;
        }

        /**
         * Tells whether this has read everything.
         *
         * @return {@code size() == 0}
         */
        public boolean isEmpty() {
            return size() == 0;
        }

        /**
         * Tells whether nothing more will be sent: all senders are closed. What was sent can still be read.
         *
         * @return {@code true} from then on for ever
         */
        public boolean isClosed() {
            return ring.senders() == 0;
        }

        /**
         * Tells whether another receiver is one of the same channel.
         *
         * @param other a receiver
         * @return {@code true} if it is
         */
        public boolean isSameChannel(Receiver<?> other) {
            return ring == other.ring;
        }

        /**
         * Closes this receiver: nothing is kept for it any more. May be repeated.
         *
         * @wakeup If it was the last one, wakes those who wait in {@link Sender#closed}.
         */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                ring.removeReceiver(position);
            }
        }

        /** The next value, {@code null} at the end, or {@link Poll#PENDING}. */
        private @Nullable Object look() {
            if (closed) {
                throw new IllegalStateException("this receiver was closed, and receives nothing any more");
            }
            boolean isLast = ring.senders() == 0; // asked first: then nothing can come in between
            T value = ring.read(position);
            if (value != null) {
                position++;
                return value;
            }
            if (ring.isOverwritten(position)) {
                long missed = ring.missed(position);
                position += missed;
                throw new LaggedException(missed);
            }
            if (isLast && !ring.hasBeenSent(position)) {
                return null;
            }
            return Poll.PENDING;
        }

        @Override
        public @Nullable Resource holds() {
            return closed ? null : new Resource(ring.receiversGone, Notify.NOTIFICATION_OF);
        }

        @Override
        public String toString() {
            return "Broadcast.Receiver[" + (closed ? "closed" : size() + " to read") + "]";
        }
    }

    private static final class Recv<T> extends Waiter<@Nullable T> {

        private final Receiver<T> receiver;

        Recv(Receiver<T> receiver) {
            this.receiver = receiver;
        }

        @Override
        WaitQueue line() {
            return receiver.ring.line;
        }

        @Override
        @Nullable Object begin(Context cx) {
            Object seen = receiver.look();
            return seen == Poll.PENDING ? standOrLook(cx) : seen;
        }

        private @Nullable Object standOrLook(Context cx) {
            synchronized (line()) {
                if (receiver.ring.senders() > 0 && !receiver.ring.hasBeenSent(receiver.position)) {
                    return stand(cx);
                }
            }
            return receiver.look();
        }

        @Override
        @Nullable Object take(Context cx) {
            Object seen = receiver.look();
            if (seen == Poll.PENDING) {
                throw new IllegalStateException(
                        "another recv() of the same receiver took the value; await one at a time, or resubscribe()");
            }
            return seen;
        }

        @Override
        Resource wanted() {
            return new Resource(receiver.ring, BroadcastRing.VALUE_OF);
        }

        @Override
        void giveBack() {}

        @Override
        public String toString() {
            return "recv of " + receiver;
        }
    }
}
