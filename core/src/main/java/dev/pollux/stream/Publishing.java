package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow.Subscriber;
import org.jspecify.annotations.Nullable;

/** Brings the values of a stream to a subscriber, as many as it wants. */
final class Publishing<T> extends GuardedFuture<@Nullable Void> {

    private final Demand demand;
    private @Nullable Stream<? extends T> stream; // null once it has ended
    private @Nullable Subscriber<? super T> subscriber; // null once it got its last signal

    Publishing(Stream<? extends T> stream, Subscriber<? super T> subscriber, Demand demand) {
        this.stream = stream;
        this.subscriber = subscriber;
        this.demand = demand;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        demand.register(cx.waker());
        do {
            if (demand.isCancelled()) {
                subscriber = null;
                return finish(cx);
            }
            Object raw;
            try {
                raw = pollWanted(cx);
            } catch (Throwable failure) {
                lastSubscriber().onError(failure);
                return finish(cx);
            }
            if (raw == null) {
                stream = null;
                lastSubscriber().onComplete();
            }
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            send(raw);
        } while (cx.consume());
        return Poll.PENDING;
    }

    private @Nullable Object pollWanted(Context cx) throws Exception {
        if (demand.isInvalid()) {
            throw new IllegalArgumentException(
                    "a subscriber must request one value or more (rule 3.9 of Reactive Streams)");
        }
        Stream<? extends T> polled = Objects.requireNonNull(stream);
        return demand.isPositive() || polled.isTerminated() ? polled.pollNextRaw(cx) : Poll.PENDING;
    }

    @SuppressWarnings("unchecked") // a raw answer of a Stream<T> that is neither the end nor PENDING is a T
    private void send(Object raw) {
        demand.meetOne();
        Subscriber<? super T> receiver = lastSubscriber();
        receiver.onNext((T) raw); // if it throws against the rules, it gets nothing more
        subscriber = receiver;
    }

    private @Nullable Object finish(Context cx) throws Exception {
        return end(cx, dropping -> {
            Failures.throwIfAny(dropping);
            return null;
        });
    }

    private Subscriber<? super T> lastSubscriber() {
        Subscriber<? super T> taken = Objects.requireNonNull(subscriber);
        subscriber = null;
        return taken;
    }

    /** Tells the subscriber that this cannot run. */
    void reject(Throwable reason) {
        if (subscriber != null) {
            lastSubscriber().onError(reason);
        }
        drop();
    }

    @Override
    protected @Nullable Throwable release() {
        Stream<?> dropped = stream;
        stream = null;
        Throwable failure = AwaitedStream.ofDropping(dropped);
        if (subscriber != null && !demand.isCancelled()) {
            failure = Failures.add(failure, ofTelling(lastSubscriber()));
        }
        return failure;
    }

    private static @Nullable Throwable ofTelling(Subscriber<?> subscriber) {
        try {
            subscriber.onError(new CancellationException("the task that brings the values of a stream was cancelled"));
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    @Override
    protected List<? extends Future<?>> children() {
        return AwaitedStream.listOf(stream);
    }

    @Override
    public String toString() {
        return "publishing";
    }
}
