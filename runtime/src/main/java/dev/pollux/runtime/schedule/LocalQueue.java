package dev.pollux.runtime.schedule;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Scheduler;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The tasks of one thread that are ready, run by whatever that thread polls. */
public final class LocalQueue implements Scheduler {

    /*
     * `ready` is the owner's alone; what other threads schedule goes to `remote`. Who schedules wakes the poll that runs the tasks,
     * unless that is under way on this very thread: it asks both queues before it ends. A wake by another thread that comes
     * after the question finds the waker registered, since the poll registers before it asks.
     */

    private static final int TASKS_PER_POLL = 61; // the numbers are Tokio's
    private static final int REMOTE_INTERVAL = 31;

    private final Thread owner = Thread.currentThread();
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final InjectQueue remote = new InjectQueue();
    private final AtomicWaker waker = new AtomicWaker();
    private boolean running;
    private int ticks;

    /** Creates an empty queue, owned by the calling thread. */
    public LocalQueue() {}

    @Override
    public void schedule(Runnable task, boolean yielded) {
        if (Thread.currentThread() != owner) {
            remote.add(task);
            waker.wake();
        } else {
            ready.addLast(task);
            if (!running) {
                waker.wake();
            }
        }
    }

    /**
     * Returns the thread that made this queue.
     *
     * @return the only thread that may run the tasks
     */
    public Thread owner() {
        return owner;
    }

    /**
     * Runs some of the tasks that are ready. Only the owner may call this.
     *
     * @param caller woken when there are more
     */
    public void runSome(Waker caller) {
        waker.register(caller);
        AsyncThreads.Kind before = AsyncThreads.replace(AsyncThreads.Kind.ALONE); // nobody else may run these tasks
        running = true;
        try {
            for (int i = 0; i < TASKS_PER_POLL; i++) {
                Runnable task = next();
                if (task == null) {
                    return;
                }
                task.run();
            }
        } finally {
            running = false;
            AsyncThreads.replace(before);
        }
        if (!ready.isEmpty() || !remote.isEmpty()) {
            caller.wake();
        }
    }

    /**
     * Polls something on a thread that cannot hand its tasks to another meanwhile.
     *
     * @param poll what to do
     * @return what it returns
     * @throws Exception what it throws
     */
    public static @Nullable Object alone(Callable<@Nullable Object> poll) throws Exception {
        AsyncThreads.Kind before = AsyncThreads.replace(AsyncThreads.Kind.ALONE);
        try {
            return poll.call();
        } finally {
            AsyncThreads.replace(before);
        }
    }

    private @Nullable Runnable next() {
        Runnable first = ++ticks % REMOTE_INTERVAL == 0 ? remote.poll() : ready.pollFirst();
        if (first != null) {
            return first;
        }
        Runnable local = ready.pollFirst();
        return local != null ? local : remote.poll();
    }
}
