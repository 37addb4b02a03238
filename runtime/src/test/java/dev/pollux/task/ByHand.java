package dev.pollux.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.concurrent.atomic.AtomicInteger;

/** Polls a future by hand and counts the wakes. */
final class ByHand<T> {

    private final Future<T> future;
    private final AtomicInteger wakes = new AtomicInteger();
    final Context cx = Context.of(wakes::incrementAndGet);

    ByHand(Future<T> future) {
        this.future = future;
    }

    static <T> ByHand<T> of(Future<T> future) {
        return new ByHand<>(future);
    }

    Poll<T> poll() throws Exception {
        return future.poll(cx);
    }

    ByHand<T> assertPending() throws Exception {
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
