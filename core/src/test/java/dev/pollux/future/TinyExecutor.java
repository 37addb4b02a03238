package dev.pollux.future;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A whole executor: one queue of tasks to poll. */
final class TinyExecutor {

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private boolean done;

    <T> T run(Future<T> main) throws Exception {
        var result = new CompletableFuture<T>();
        spawn(main.map(value -> done = result.complete(value)));
        while (!done) {
            queue.take().run();
        }
        return result.get();
    }

    void spawn(Future<?> future) {
        new Task(future).run();
    }

    private final class Task implements Runnable {
        private final Future<?> future;
        private final Context cx = Context.of(() -> queue.add(this));
        private boolean finished;

        Task(Future<?> future) {
            this.future = future;
        }

        @Override
        public void run() {
            try {
                finished = finished || future.poll(cx).isReady();
            } catch (Exception e) {
                throw new AssertionError("task failed", e);
            }
        }
    }
}
