package dev.pollux.process;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that block in pipes. They belong to no runtime, whose pool could run out of them and whose shutdown would wait for them, and
 * they do not keep the JVM alive.
 */
final class PipeThreads {

    private static final long KEEP_SECONDS = 10;

    private static final AtomicInteger STARTED = new AtomicInteger();

    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, KEEP_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), PipeThreads::thread);

    private PipeThreads() {}

    /** Runs a job that may block for as long as a pipe is open. It must not throw. */
    static void execute(Runnable job) {
        THREADS.execute(job);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "pollux-pipe-" + STARTED.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
