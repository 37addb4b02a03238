package dev.pollux.stream;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a publisher tells a {@link PublisherStream}: any thread puts it here, and the stream takes it out. */
final class Signals<T> implements Subscriber<T> {

    /*
     * Who calls the subscription
     * --------------------------
     * request() and cancel() may not be called by two threads at once, so the stream alone calls them, when it is polled or dropped.
     * The exception is a subscription that comes too late: whoever brings it cancels it, and nobody else gets it.
     *
     *     subscription     null ──onSubscribe──► a subscription ──close──► CLOSED
     *                        └────────────────── close ─────────────────────┘
     *
     * Why no wake-up is lost
     * ----------------------
     * A signal is put where the stream looks, and then wakes. The stream registers its waker, and then looks.
     *
     * Memory order
     * ------------
     * All shared fields are volatile. `end` is written after the last value was queued, and read before the queue is found empty: so the
     * stream meets the end only when nothing is left before it.
     */

    /** The last signal. */
    record End(@Nullable Throwable failure, boolean isOfPublisher) {}

    private static final Subscription CLOSED = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final AtomicWaker waker = new AtomicWaker();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final AtomicLong due = new AtomicLong(); // asked for, and not sent yet
    private final Queue<T> values = new ConcurrentLinkedQueue<>();
    private volatile @Nullable End end; // written by the publisher, whose signals come one after the other

    // ---------------------------------------------------------------- the publisher

    @Override
    public void onSubscribe(Subscription fresh) {
        if (subscription.compareAndSet(null, Objects.requireNonNull(fresh, "subscription"))) {
            waker.wake();
        } else {
            fresh.cancel();
        }
    }

    @Override
    public void onNext(T value) {
        Objects.requireNonNull(value, "value");
        if (due.getAndDecrement() <= 0) {
            finish(new End(new IllegalStateException("the publisher sent more values than it was asked for"), false));
        } else if (subscription.get() != CLOSED) {
            values.add(value);
            waker.wake();
        }
    }

    @Override
    public void onError(Throwable failure) {
        finish(new End(Objects.requireNonNull(failure, "failure"), true));
    }

    @Override
    public void onComplete() {
        finish(new End(null, true));
    }

    private void finish(End last) {
        if (end == null) {
            end = last;
            waker.wake();
        }
    }

    // ---------------------------------------------------------------- the stream

    void register(Waker latest) {
        waker.register(latest);
    }

    /** Asks for values; answers no if there is no subscription yet. */
    boolean request(int count) {
        Subscription current = subscription.get();
        if (current == null) {
            return false;
        }
        due.addAndGet(count);
        current.request(count);
        return true;
    }

    /** Answers with a value, the {@link End} after the last one, or {@link Poll#PENDING}. */
    Object poll() {
        End seen = end;
        T value = values.poll();
        if (value != null) {
            return value;
        }
        return seen != null ? seen : Poll.PENDING;
    }

    /** Takes no more signals, and cancels the subscription unless the publisher has ended it. */
    void close() {
        Subscription current = subscription.getAndSet(CLOSED);
        waker.take();
        values.clear();
        End seen = end;
        if (current != null && (seen == null || !seen.isOfPublisher())) {
            current.cancel();
        }
    }
}
