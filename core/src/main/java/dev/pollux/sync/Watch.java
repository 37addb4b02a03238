package dev.pollux.sync;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.stream.Stream;
import dev.pollux.sync.WatchCell.Version;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that some change and others watch: who watches sees the latest, and not every one before it.
 *
 * <pre>{@code
 * var level = Watch.channel(Level.INFO);
 * level.sender().send(Level.DEBUG);
 *
 * while (true) {
 *     apply(level.receiver().borrowAndUpdate());
 *     level.receiver().changed().await();
 * }
 * }</pre>
 *
 * <p>The value is held as a reference, never {@code null}, and given out as it is: it had better be immutable. If it is not, a
 * change of what is in it is seen by whoever looks there, without notice and without order.
 *
 * @param sender the first sender
 * @param receiver the first receiver, which has seen the initial value
 * @param <T> the type of the value
 * @memory What was done before a value was sent is visible to whoever sees the value.
 * @origin tokio::sync::watch (1.53). Differs: a look at the value is no lock, and locks nobody out; a value is replaced by a
 *     function, not changed in place; ends are closed, not dropped.
 */
public record Watch<T>(Sender<T> sender, Receiver<T> receiver) {

    /**
     * Makes a channel with a sender and a receiver.
     *
     * @param initial the first value
     * @param <T> the type of the value
     * @return its first ends
     */
    public static <T> Watch<T> channel(T initial) {
        Sender<T> sender = sender(initial);
        return new Watch<>(sender, sender.subscribe());
    }

    /**
     * Makes a channel that has no receiver yet.
     *
     * @param initial the first value
     * @param <T> the type of the value
     * @return its first sender
     */
    public static <T> Sender<T> sender(T initial) {
        return new Sender<>(new WatchCell<>(Objects.requireNonNull(initial, "initial")));
    }

    /**
     * Changes the value. Any thread may call any method.
     *
     * @param <T> the type of the value
     */
    public static final class Sender<T> implements AutoCloseable, Holding {

        private final WatchCell<T> cell;
        private final SenderLife life = new SenderLife("a watch channel");

        private Sender(WatchCell<T> cell) {
            this.cell = cell;
        }

        /**
         * Replaces the value, if anybody watches.
         *
         * @param value the new value
         * @throws ClosedException if there is no receiver; the value stays what it was
         * @throws IllegalStateException if this sender was closed
         * @wakeup Wakes all who wait for a change.
         * @cost One small object and two exchanges.
         */
        public void send(T value) {
            Objects.requireNonNull(value, "value");
            life.requireOpen();
            if (cell.receivers() == 0) {
                throw new ClosedException(
                        "nobody watches this value: every receiver was closed; sendReplace sets it all the same");
            }
            replace(value);
        }

        /**
         * Replaces the value, whether anybody watches or not.
         *
         * @param value the new value
         * @return the value before
         * @throws IllegalStateException if this sender was closed
         * @wakeup As {@link #send}.
         */
        public T sendReplace(T value) {
            Objects.requireNonNull(value, "value");
            life.requireOpen();
            return replace(value);
        }

        private T replace(T value) {
            Version<T> seen = cell.current();
            while (!cell.replace(seen, value)) {
                seen = cell.current();
            }
            return seen.value();
        }

        /**
         * Replaces the value by one that is made of it, whether anybody watches or not. If the function throws, nothing changes, and
         * nobody is woken.
         *
         * @param function makes the new value of the old one; runs again if another sender came first
         * @throws IllegalStateException if this sender was closed
         * @wakeup As {@link #send}.
         */
        public void sendModify(UnaryOperator<T> function) {
            Objects.requireNonNull(function, "function");
            life.requireOpen();
            Version<T> seen;
            do {
                seen = cell.current();
            } while (!cell.replace(seen, made(function, seen.value())));
        }

        /**
         * Replaces the value by one that is made of it, unless that is the very same object.
         *
         * @param function as for {@link #sendModify}; returns what it is given to change nothing
         * @return whether the value was replaced
         * @throws IllegalStateException if this sender was closed
         * @wakeup As {@link #send}, if the value was replaced.
         */
        public boolean sendIfModified(UnaryOperator<T> function) {
            Objects.requireNonNull(function, "function");
            life.requireOpen();
            while (true) {
                Version<T> seen = cell.current();
                T value = made(function, seen.value());
                if (value == seen.value()) {
                    return false;
                }
                if (cell.replace(seen, value)) {
                    return true;
                }
            }
        }

        private static <T> T made(UnaryOperator<T> function, T before) {
            return Objects.requireNonNull(function.apply(before), "the function returned null; a value is never null");
        }

        /**
         * Returns the value.
         *
         * @return the latest
         * @cost One read.
         */
        public T borrow() {
            return cell.current().value();
        }

        /**
         * Adds a receiver, which has seen the value of this moment. A channel that had no receiver is open again.
         *
         * @return the receiver
         */
        public Receiver<T> subscribe() {
            return new Receiver<>(cell, cell.current().number());
        }

        /**
         * Adds a sender. The channel is closed when all are.
         *
         * @return the sender
         * @throws IllegalStateException if this one was closed
         */
        public Sender<T> copy() {
            life.requireOpen();
            if (!cell.tryAddSender()) {
                throw life.over(); // at this moment, by another thread
            }
            return new Sender<>(cell);
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
            return cell.receiversGone.awaitUntil(this::isClosed);
        }

        /**
         * Tells whether there is no receiver.
         *
         * @return {@code receiverCount() == 0}
         */
        public boolean isClosed() {
            return receiverCount() == 0;
        }

        /**
         * Returns how many receivers there are.
         *
         * @return the number of the moment
         */
        public int receiverCount() {
            return cell.receivers();
        }

        /**
         * Returns how many senders there are.
         *
         * @return the number of the moment
         */
        public int strongCount() {
            return cell.senders();
        }

        /**
         * Tells whether another sender is one of the same channel.
         *
         * @param other a sender
         * @return {@code true} if it is
         */
        public boolean isSameChannel(Sender<?> other) {
            return cell == other.cell;
        }

        /**
         * Closes this sender. When all are, receivers see the last value and then the end. May be repeated.
         *
         * @wakeup If it was the last one, wakes all who wait for a change.
         */
        @Override
        public void close() {
            if (life.end()) {
                cell.removeSender();
            }
        }

        @Override
        public @Nullable Resource holds() {
            return life.isOver() ? null : new Resource(cell.changes, Notify.NOTIFICATION_OF);
        }

        @Override
        public String toString() {
            return "Watch.Sender[" + borrow() + "]";
        }
    }

    /**
     * Watches the value, and remembers which one it has seen. It has one owner at a time; another task gets one of its own by {@link
     * #copy}.
     *
     * @param <T> the type of the value
     */
    public static final class Receiver<T> implements AutoCloseable, Holding {

        private final WatchCell<T> cell;
        private long seen;
        private boolean closed;

        private Receiver(WatchCell<T> cell, long seen) {
            this.cell = cell;
            this.seen = seen;
            cell.addReceiver();
        }

        /**
         * Returns the value. Whether it was seen stays as it is.
         *
         * @return the latest, also after all senders were closed
         * @cost One read.
         */
        public T borrow() {
            return cell.current().value();
        }

        /**
         * Returns the value, which counts as seen then.
         *
         * @return the latest, also after all senders were closed
         * @cost One read.
         */
        public T borrowAndUpdate() {
            Version<T> current = cell.current();
            seen = current.number();
            return current.value();
        }

        /**
         * Tells whether there is a value that this has not seen.
         *
         * @return {@code true} if {@link #changed} would not wait
         * @throws ClosedException if all senders were closed, even if the last value was not seen
         */
        public boolean hasChanged() {
            boolean isUnseen = isUnseen();
            if (cell.senders() == 0) {
                throw allSendersClosed();
            }
            return isUnseen;
        }

        /** Makes the value of the moment count as not seen. */
        public void markChanged() {
            seen = cell.current().number() - 1;
        }

        /** Makes the value of the moment count as seen. */
        public void markUnchanged() {
            seen = cell.current().number();
        }

        /**
         * Waits for a value that this has not seen, which then counts as seen.
         *
         * @return a future that is ready once there is one; it fails with a {@link ClosedException} once all senders are closed and the
         *     last value was seen
         * @cancel Safe: a change that nobody was told of is there for the next call.
         * @wakeup When the value is replaced, or the last sender is closed.
         * @cost One object, and another one each time it has to wait.
         */
        @CancelSafe
        public Future<@Nullable Void> changed() {
            return new Changed<>(this);
        }

        /**
         * Waits for a value of some kind, beginning with that of the moment. What it yields counts as seen, and so does what it passed
         * over.
         *
         * @param predicate tells which; runs on the thread that polls, once for each value that it is shown. What it throws fails the
         *     future
         * @return a future of the value that the predicate accepted; it fails with a {@link ClosedException} once all senders are closed
         *     and the last value was not accepted
         * @cancel Safe: the next call looks at the value of its moment.
         * @wakeup As {@link #changed}.
         * @cost As {@link #changed}.
         */
        @CancelSafe
        public Future<T> waitFor(Predicate<? super T> predicate) {
            return new WaitFor<>(this, Objects.requireNonNull(predicate, "predicate"));
        }

        /**
         * Returns the value of the moment and each change as a stream, which owns this receiver from now on: dropping it closes this.
         * Values that came faster than they were taken are left out.
         *
         * @return a stream that ends when all senders are closed
         */
        public Stream<T> stream() {
            markChanged();
            return changes();
        }

        /**
         * Returns each change from now on as a stream, as {@link #stream} does, but without a value that this has seen.
         *
         * @return a stream that ends when all senders are closed
         */
        public Stream<T> changes() {
            return new ReceiverStream<>(this, () -> changed().map(ignored -> borrowAndUpdate()), this::close);
        }

        /**
         * Adds a receiver that has seen what this has.
         *
         * @return the receiver
         */
        public Receiver<T> copy() {
            return new Receiver<>(cell, seen);
        }

        /**
         * Tells whether another receiver is one of the same channel.
         *
         * @param other a receiver
         * @return {@code true} if it is
         */
        public boolean isSameChannel(Receiver<?> other) {
            return cell == other.cell;
        }

        /**
         * Closes this receiver. May be repeated.
         *
         * @wakeup If it was the last one, wakes those who wait in {@link Sender#closed}.
         */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                cell.removeReceiver();
            }
        }

        private boolean isUnseen() {
            return cell.current().number() != seen;
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("this receiver was closed, and watches nothing any more");
            }
        }

        private static ClosedException allSendersClosed() {
            return new ClosedException("every sender of this watch channel was closed, and the value changes no more");
        }

        @Override
        public @Nullable Resource holds() {
            return closed ? null : new Resource(cell.receiversGone, Notify.NOTIFICATION_OF);
        }

        @Override
        public String toString() {
            return "Watch.Receiver[" + borrow() + (closed ? ", closed" : isUnseen() ? ", unseen" : ", seen") + "]";
        }
    }

    private static final class Changed<T> extends Until<@Nullable Void> {

        private final Receiver<T> receiver;

        Changed(Receiver<T> receiver) {
            super(receiver.cell.changes);
            this.receiver = receiver;
        }

        @Override
        @Nullable Object look() {
            receiver.requireOpen();
            boolean isLast = receiver.cell.senders() == 0; // asked first: then nothing can come in between
            if (receiver.isUnseen()) {
                receiver.markUnchanged();
                return null;
            }
            if (isLast) {
                throw Receiver.allSendersClosed();
            }
            return Poll.PENDING;
        }

        @Override
        public String toString() {
            return "changed of " + receiver;
        }
    }

    private static final class WaitFor<T> extends Until<T> {

        private final Receiver<T> receiver;
        private final Predicate<? super T> predicate;
        private @Nullable Version<T> rejected;

        WaitFor(Receiver<T> receiver, Predicate<? super T> predicate) {
            super(receiver.cell.changes);
            this.receiver = receiver;
            this.predicate = predicate;
        }

        @Override
        Object look() {
            receiver.requireOpen();
            boolean isLast = receiver.cell.senders() == 0; // asked first: then nothing can come in between
            Version<T> current = receiver.cell.current();
            receiver.seen = current.number();
            if (current != rejected && predicate.test(current.value())) {
                return current.value();
            }
            rejected = current;
            if (isLast) {
                throw Receiver.allSendersClosed();
            }
            return Poll.PENDING;
        }

        @Override
        public String toString() {
            return "waitFor of " + receiver;
        }
    }
}
