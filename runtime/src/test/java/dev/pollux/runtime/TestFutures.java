package dev.pollux.runtime;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Hand-written futures for tests that look at single polls. */
final class TestFutures {

    private TestFutures() {}

    /** Calls {@code body} at its first poll. */
    static <T> Future<T> call(Callable<T> body) {
        return cx -> Poll.ready(body.call());
    }

    /** Polls one future and then, with its value, another. */
    static <A, B> Future<B> then(Future<A> first, Function<A, Future<B>> next) {
        return new Future<>() {
            private Future<B> second;

            @Override
            public Poll<B> poll(Context cx) throws Exception {
                if (second == null) {
                    if (!(first.poll(cx) instanceof Poll.Ready<A> ready)) {
                        return Poll.pending();
                    }
                    second = next.apply(ready.value());
                }
                return second.poll(cx);
            }

            @Override
            public void drop() {
                first.drop();
                if (second != null) {
                    second.drop();
                }
            }
        };
    }

    /** Pending until it is opened; tells when it was polled and dropped. */
    static class Gate implements Future<String> {

        private final CountDownLatch polled = new CountDownLatch(1);
        private final CountDownLatch dropped = new CountDownLatch(1);
        private volatile Waker waker;
        private volatile boolean open;
        private volatile Thread dropper;

        @Override
        public Poll<String> poll(Context cx) {
            waker = cx.waker();
            if (open) {
                return Poll.ready("open");
            }
            polled.countDown();
            return Poll.pending();
        }

        @Override
        public void drop() {
            dropper = Thread.currentThread();
            dropped.countDown();
        }

        void open() {
            open = true;
            Waker latest = waker;
            if (latest != null) {
                latest.wake();
            }
        }

        void awaitPolled() throws InterruptedException {
            waitFor(polled);
        }

        void awaitDropped() throws InterruptedException {
            waitFor(dropped);
        }

        boolean isPolled() {
            return polled.getCount() == 0;
        }

        boolean isDropped() {
            return dropped.getCount() == 0;
        }

        Thread dropper() {
            return dropper;
        }
    }

    /** Waits for something that must happen, with a limit that only a broken program reaches. */
    static void waitFor(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("did not happen within 30 s");
        }
    }
}
