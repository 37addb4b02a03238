package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.RuntimeThread;
import org.jspecify.annotations.Nullable;

/** The thread of a worker. */
final class WorkerThread extends RuntimeThread {

    final Worker worker;
    AsyncThreads.@Nullable Kind kind; // only the thread itself uses it

    WorkerThread(Worker worker, String name, RuntimeContext context) {
        super(() -> runIn(context, worker), name);
        this.worker = worker;
        setDaemon(true); // a forgotten runtime must not keep the JVM alive
    }

    private static void runIn(RuntimeContext context, Worker worker) {
        RuntimeContext.replace(context);
        worker.run();
    }

    /** Returns the worker that the calling thread is, whatever its runtime. */
    static @Nullable Worker current() {
        return Thread.currentThread() instanceof WorkerThread own ? own.worker : null;
    }
}
