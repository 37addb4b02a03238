package dev.pollux.sync;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;

/** Async blocks for tests that are not woven. */
final class Blocks {

    private Blocks() {}

    /** A block that awaits a future and returns its value. */
    static <T> AsyncBlock<T> of(Future<T> awaited) {
        return new AsyncBlock<>() {
            @Override
            public T run() {
                throw new AssertionError("it has a future");
            }

            @Override
            public Future<T> future() {
                return awaited;
            }
        };
    }
}
