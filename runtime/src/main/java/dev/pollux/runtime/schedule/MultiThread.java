package dev.pollux.runtime.schedule;

import dev.pollux.future.Future;
import dev.pollux.runtime.task.Tasks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads of its own work at the queue; {@code blockOn} polls its future on the caller's thread, and nothing else. */
public final class MultiThread implements Flavour {

    private final SharedQueue queue;
    private final Tasks tasks;
    private final AtomicInteger working; // workers that have tasks to run or cancel
    private final CountDownLatch running; // workers that have not ended

    private MultiThread(SharedQueue queue, Tasks tasks, int workers) {
        this.queue = queue;
        this.tasks = tasks;
        this.working = new AtomicInteger(workers);
        this.running = new CountDownLatch(workers);
    }

    /**
     * Starts the workers.
     *
     * @param queue where they work
     * @param tasks cancelled by them at the end
     * @param workers how many
     * @param threads makes their threads, in which the runtime is current
     * @return the running flavour
     */
    public static MultiThread start(SharedQueue queue, Tasks tasks, int workers, ThreadFactory threads) {
        MultiThread flavour = new MultiThread(queue, tasks, workers);
        for (int i = 0; i < workers; i++) {
            threads.newThread(flavour::runWorker).start();
        }
        return flavour;
    }

    private void runWorker() {
        AsyncThreads.enter();
        try {
            new Worker(queue).work(MultiThread::ignoreInterrupts);
        } catch (Exception e) { // only a broken driver: tasks and wakers cannot throw into a worker
            throw new IllegalStateException("a worker failed, and its Pollux runtime ends", e);
        } finally {
            queue.stop(); // in case of a failure; the others follow
            tasks.cancelAll();
            end();
        }
    }

    /** The errand of a worker thread. A task that interrupts its thread must not keep the worker from sleeping. */
    @SuppressWarnings("ThreadInterruptedIgnored") // no one has the right to interrupt a worker
    private static boolean ignoreInterrupts() {
        Thread.interrupted();
        return false;
    }

    /** The last worker finishes the clean-up of the tasks and closes the drivers, and all that before it counts as ended: who awaits the end finds them closed. */
    private void end() {
        try {
            if (working.decrementAndGet() == 0) {
                CleanUpWork.finish(queue, tasks);
                queue.drivers().close();
            }
        } finally {
            running.countDown();
        }
    }

    @Override
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        Root<T> root = new Root<>(future, tasks.host());
        AsyncThreads.enter();
        try {
            while (!root.attend()) {
                root.park(() -> false);
            }
            return root.value();
        } catch (Throwable t) {
            root.dropBecauseOf(t);
            throw t;
        } finally {
            AsyncThreads.exit();
        }
    }

    @Override
    public void stop(boolean patient) {
        queue.stop();
    }

    @Override
    public int awaitEnd(long nanos) throws InterruptedException {
        return running.await(nanos, TimeUnit.NANOSECONDS) ? 0 : (int) running.getCount();
    }
}
