package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Polls a future by hand and counts the wakes. */
final class Polled<T> {

    private final Future<T> future;
    private final AtomicInteger wakes = new AtomicInteger();
    private Context cx = Context.of(wakes::incrementAndGet);

    private Polled(Future<T> future) {
        this.future = future;
    }

    static <T> Polled<T> of(Future<T> future) {
        return new Polled<>(future);
    }

    Polled<T> with(RandomGenerator random) {
        cx = Context.of(wakes::incrementAndGet, () -> random);
        return this;
    }

    Poll<T> poll() throws Exception {
        return future.poll(cx);
    }

    Polled<T> assertPending() throws Exception {
        assertThat(poll()).isSameAs(Poll.pending());
        return this;
    }

    T assertReady() throws Exception {
        return poll().get();
    }

    Throwable assertFails() {
        Throwable failure = catchThrowable(this::poll);
        assertThat(failure).isNotNull();
        return failure;
    }

    int wakes() {
        return wakes.get();
    }

    void drop() {
        future.drop();
    }
}
