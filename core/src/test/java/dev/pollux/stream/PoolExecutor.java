package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole executor on several threads. A task that fails is forgotten. */
final class PoolExecutor implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(job -> {
        Thread thread = new Thread(job, "pool of a test");
        thread.setDaemon(true);
        return thread;
    });

    void spawn(Future<?> future) {
        new Task(future).wake();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Task implements Waker, Runnable {
        private final Context cx = Context.of(this);
        private final AtomicInteger wakes = new AtomicInteger();
        private Future<?> future;

        Task(Future<?> future) {
            this.future = future;
        }

        @Override
        public void wake() {
            if (wakes.getAndIncrement() == 0) {
                threads.execute(this);
            }
        }

        @Override
        public void run() {
            int seen;
            do {
                seen = wakes.get();
                poll();
            } while (wakes.addAndGet(-seen) != 0);
        }

        private void poll() {
            try {
                if (future != null && future.poll(cx).isReady()) {
                    future = null;
                }
            } catch (Exception failed) {
                future = null;
            }
        }
    }
}
