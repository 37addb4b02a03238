package dev.pollux.runtime.io;

import dev.pollux.PartialContext;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.StageFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread that polls tasks and, when none is ready, the driver. Tests run beside it and wait for its tasks. */
public final class TestRuntime extends PartialContext {

    private final IoDriver driver = openDriver();
    private final ConcurrentLinkedQueue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final Thread loop = new Thread(this::loop, "test-runtime");
    private volatile boolean stopped;

    public TestRuntime() {
        loop.start();
    }

    /** Runs a future as a task and blocks for its value. */
    public <T> T await(Future<T> future) throws Exception {
        return start(future).get();
    }

    /** Runs a future as a task. */
    public <T> Task<T> start(Future<T> future) {
        Task<T> task = new Task<>(future);
        task.wake();
        return task;
    }

    /** How often the driver changed what it watches for; one that is told of each event only once has no need to. */
    public long interestChanges() {
        return driver instanceof NioDriver nio ? nio.interestChanges() : 0;
    }

    private static IoDriver openDriver() {
        try {
            return new BestDriver().open(); // these tests also run where another is to be had than that of java.nio
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void loop() {
        RuntimeContext.replace(this);
        while (!stopped) {
            Runnable next = ready.poll();
            if (next != null) {
                next.run();
            } else {
                pollDriver();
            }
        }
    }

    private void pollDriver() {
        try {
            driver.poll(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void submit(Runnable job) {
        ready.add(job);
        driver.wakeup();
    }

    /** Ends the thread and closes every socket. */
    public void stop() throws Exception {
        stopped = true;
        driver.wakeup();
        loop.join();
        driver.close();
        blocking.shutdownNow();
    }

    /** A future on its way. */
    public final class Task<T> implements Waker {

        private final Future<T> future;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private final CountDownLatch pending = new CountDownLatch(1);
        private final AtomicBoolean queued = new AtomicBoolean();

        Task(Future<T> future) {
            this.future = future;
        }

        @Override
        public void wake() {
            if (queued.compareAndSet(false, true)) {
                submit(this::poll);
            }
        }

        @SuppressWarnings("unchecked") // pollRaw of a Future<T>
        private void poll() {
            queued.set(false);
            if (outcome.isDone()) {
                return;
            }
            try {
                Object raw = future.pollRaw(Context.of(this));
                if (raw == Poll.PENDING) {
                    pending.countDown();
                } else {
                    outcome.complete((T) raw);
                }
            } catch (Throwable t) {
                outcome.completeExceptionally(t);
            }
        }

        /** Blocks until a poll was pending. */
        public Task<T> awaitPending() throws InterruptedException {
            pending.await();
            return this;
        }

        /** Drops the future, on the thread that polls it. */
        public void drop() throws Exception {
            CompletableFuture<Void> dropped = new CompletableFuture<>();
            submit(() -> {
                outcome.cancel(false);
                future.drop();
                dropped.complete(null);
            });
            dropped.get();
        }

        public T get() throws Exception {
            try {
                return outcome.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    @Override
    public IoDriver io() {
        return driver;
    }

    @Override
    public <V> Future<V> spawnBlocking(Callable<V> job) {
        CompletableFuture<V> result = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                result.complete(job.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return new StageFuture<>(() -> result);
    }

    @Override
    public void spawnDetached(Future<?> future) {
        start(future);
    }
}
