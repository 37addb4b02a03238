package dev.pollux.stream;

import dev.pollux.future.Future;
import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link Publishers#ofStream}. */
final class StreamPublisher<T> implements Publisher<T> {

    private final AtomicReference<@Nullable Stream<? extends T>> stream; // null once there is a subscriber
    private final Consumer<? super Future<?>> spawner;

    StreamPublisher(Stream<? extends T> stream, Consumer<? super Future<?>> spawner) {
        this.stream = new AtomicReference<>(stream);
        this.spawner = spawner;
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Stream<? extends T> taken = stream.getAndSet(null);
        Demand demand = new Demand();
        subscriber.onSubscribe(demand);
        if (taken == null) {
            subscriber.onError(
                    new IllegalStateException(
                            "this publisher has a subscriber already, and a stream has each value once; make another stream and publisher"));
        } else {
            spawn(new Publishing<T>(taken, subscriber, demand));
        }
    }

    private void spawn(Publishing<T> publishing) {
        try {
            spawner.accept(publishing);
        } catch (Throwable failure) {
            publishing.reject(failure);
        }
    }

    @Override
    public String toString() {
        return "publisher of " + stream;
    }
}
