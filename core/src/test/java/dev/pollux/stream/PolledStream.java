package dev.pollux.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Polls a stream by hand and counts the wakes. */
final class PolledStream<T> {

    private final Stream<T> stream;
    private final AtomicInteger wakes = new AtomicInteger();
    private Context cx = Context.of(wakes::incrementAndGet);

    private PolledStream(Stream<T> stream) {
        this.stream = stream;
    }

    static <T> PolledStream<T> of(Stream<T> stream) {
        return new PolledStream<>(stream);
    }

    /** Polls with a budget, as a runtime does, which is full now. */
    PolledStream<T> withBudget() {
        cx = Context.of(wakes::incrementAndGet, ThreadLocalRandom::current);
        return this;
    }

    PolledStream<T> refill() {
        cx.refill();
        return this;
    }

    Poll<T> poll() throws Exception {
        return stream.pollNext(cx);
    }

    PolledStream<T> assertPending() throws Exception {
        assertThat(poll()).isSameAs(Poll.pending());
        return this;
    }

    PolledStream<T> assertNext(T expected) throws Exception {
        assertThat(poll()).isEqualTo(Poll.ready(expected));
        return this;
    }

    /** The end is answered again, and known. */
    PolledStream<T> assertEnd() throws Exception {
        assertThat(poll()).isEqualTo(Poll.ready(null));
        assertThat(poll()).isEqualTo(Poll.ready(null));
        assertThat(stream.isTerminated()).isTrue();
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.NONE);
        return this;
    }

    Throwable assertFails() {
        Throwable failure = catchThrowable(this::poll);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Takes what is there without waiting. */
    List<T> drain() throws Exception {
        List<T> values = new ArrayList<>();
        for (Poll<T> each = poll(); each.isReady() && each.get() != null; each = poll()) {
            values.add(each.get());
        }
        return values;
    }

    int wakes() {
        return wakes.get();
    }

    void drop() {
        stream.drop();
    }
}
