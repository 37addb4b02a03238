package dev.pollux.sync;

import dev.pollux.future.Blocking;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A channel for one value from one sender to one receiver.
 *
 * <pre>{@code
 * var reply = Oneshot.<Answer>channel();
 * requests.send(new Request(question, reply.sender())).await();
 * Answer answer = reply.receiver().await();
 * }</pre>
 *
 * <p>Sending never waits. The receiver is the future itself. Java drops nothing by itself: an end that is not used is to be
 * closed, which the other end sees.
 *
 * <p>The value may be {@code null}, which costs nothing here: there is no end of a stream that it could be taken for.
 *
 * @param sender the one end
 * @param receiver the other end, a future of the value
 * @param <T> the type of the value
 * @memory What was done before {@link Sender#send} is visible to whoever receives the value.
 * @cost Three small objects, of which this one is short-lived. One exchange to send, and one to wait.
 * @origin tokio::sync::oneshot (1.53). Differs: ends are closed, not dropped; sending twice is an error at run time.
 */
public record Oneshot<T extends @Nullable Object>(Sender<T> sender, Receiver<T> receiver) {

    /**
     * Makes a channel.
     *
     * @param <T> the type of the value
     * @return its two ends
     */
    public static <T extends @Nullable Object> Oneshot<T> channel() {
        Receiver<T> receiver = new Receiver<>();
        return new Oneshot<>(new Sender<>(receiver), receiver);
    }

    /**
     * Sends the value. Any thread may call any method, but not two {@link #send} at the same time.
     *
     * @param <T> the type of the value
     */
    public static final class Sender<T extends @Nullable Object> implements AutoCloseable, Holding {

        private final Receiver<T> receiver;

        private Sender(Receiver<T> receiver) {
            this.receiver = receiver;
        }

        /**
         * Sends the value. Once sent, it can be received, whatever happens to this end.
         *
         * @param value the value; may be {@code null}
         * @return {@code false} if the receiver was closed or dropped before, so that nobody gets the value
         * @throws IllegalStateException if this has sent before, or was closed
         * @wakeup Wakes the receiver.
         * @cost One exchange.
         */
        public boolean send(T value) {
            return receiver.put(value);
        }

        /**
         * Waits until there is nothing to be sent any more: to give up what nobody will receive.
         *
         * @return a future that is ready once {@link #isClosed} is true
         * @cancel Safe: nothing is lost.
         * @wakeup When the receiver is closed or dropped, or this sends or is closed.
         */
        @CancelSafe
        public Future<@Nullable Void> closed() {
            return receiver.late().awaitUntil(this::isClosed);
        }

        /**
         * Tells whether it is too late to send: the receiver was closed or dropped, or this has sent or was closed.
         *
         * @return {@code true} from then on for ever
         */
        public boolean isClosed() {
            return receiver.hasEnded();
        }

        /**
         * Hangs up, unless a value was sent. May be repeated.
         *
         * @wakeup Wakes the receiver, which fails.
         */
        @Override
        public void close() {
            receiver.hangUp();
        }

        @Override
        public @Nullable Resource holds() {
            return isClosed() ? null : new Resource(receiver, OneshotCell.VALUE_OF);
        }

        @Override
        public String toString() {
            return "Oneshot.Sender[" + receiver.describe() + "]";
        }
    }

    /**
     * Receives the value: a future of it, which fails with a {@link ClosedException} if none will come.
     *
     * <p>Dropping it closes it and forgets the value. It has one owner at a time; only {@link #close} may be called by any thread.
     *
     * @param <T> the type of the value
     * @cancel Awaited in parts, as by a select with {@code keep}, it is safe; dropped, it gives up the channel.
     * @wakeup When the value was sent, or either end was closed.
     */
    @CancelSafe
    public static final class Receiver<T extends @Nullable Object> extends OneshotCell<T> implements AutoCloseable {

        private Receiver() {}

        /**
         * Takes the value if it is there.
         *
         * @return the value, or {@link Poll#pending} if it may still come
         * @throws ClosedException if none will come, or it was received
         */
        public Poll<T> tryRecv() {
            return tryTake();
        }

        /**
         * Waits for the value on this thread.
         *
         * @return the value
         * @throws ClosedException if none will come
         * @throws IllegalStateException on a thread of a runtime that must not be blocked, or if this is finished
         * @throws InterruptedException if the thread is interrupted, which closes the channel
         */
        @Blocking
        public T blockingRecv() throws InterruptedException {
            return BlockingWait.await(this);
        }

        /**
         * Wants no value any more. One that was sent before can still be received. May be repeated.
         *
         * @wakeup Wakes who waits in {@link Sender#closed}, and whoever waits for this.
         */
        @Override
        public void close() {
            shut();
        }

        /**
         * Tells whether this holds no value now.
         *
         * @return {@code false} if a value was sent and not received
         */
        public boolean isEmpty() {
            return !holdsValue();
        }

        /**
         * Tells whether this is finished: it has given its value or its failure, or was dropped.
         *
         * @return {@code true} if a poll would be misuse
         */
        public boolean isTerminated() {
            return isFinished();
        }

        @Override
        public String toString() {
            return "Oneshot.Receiver[" + describe() + "]";
        }
    }
}
