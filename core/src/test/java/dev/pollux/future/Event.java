package dev.pollux.future;

import java.util.concurrent.atomic.AtomicReference;

/** Something that any thread makes happen, and one future waits for. */
final class Event<T> {

    private final AtomicReference<T> value = new AtomicReference<>();
    private final AtomicWaker waiting = new AtomicWaker();

    void happen(T what) {
        value.set(what);
        waiting.wake();
    }

    Future<T> happened() {
        return Futures.pollFn(cx -> {
            waiting.register(cx.waker());
            T seen = value.get();
            return seen == null ? Poll.pending() : Poll.ready(seen);
        });
    }
}
