package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Polls a future by hand and counts the wakes. */
public final class Polled<T> {

    private final Future<T> future;
    private final AtomicInteger wakes = new AtomicInteger();
    private Context cx = Context.of(wakes::incrementAndGet);

    private Polled(Future<T> future) {
        this.future = future;
    }

    public static <T> Polled<T> of(Future<T> future) {
        return new Polled<>(future);
    }

    public Polled<T> with(RandomGenerator random) {
        cx = Context.of(wakes::incrementAndGet, () -> random);
        return this;
    }

    public Poll<T> poll() throws Exception {
        return future.poll(cx);
    }

    public Polled<T> assertPending() throws Exception {
        assertThat(poll()).isSameAs(Poll.pending());
        return this;
    }

    public T assertReady() throws Exception {
        return poll().get();
    }

    public Throwable assertFails() {
        Throwable failure = catchThrowable(this::poll);
        assertThat(failure).isNotNull();
        return failure;
    }

    public int wakes() {
        return wakes.get();
    }

    public void drop() {
        future.drop();
    }
}
