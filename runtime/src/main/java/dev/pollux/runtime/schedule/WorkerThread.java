package dev.pollux.runtime.schedule;

import dev.pollux.runtime.context.TaskThread;
import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.spi.RuntimeContext;
import org.jspecify.annotations.Nullable;

/** The thread of a worker. */
final class WorkerThread extends TaskThread {

    final Worker worker;
    AsyncThreads.@Nullable Kind kind; // only the thread itself uses it

    WorkerThread(Worker worker, String name, RuntimeContext context, ThreadHooks hooks) {
        super(() -> runIn(context, worker, hooks), name);
        this.worker = worker;
        setDaemon(true); // a forgotten runtime must not keep the JVM alive
    }

    private static void runIn(RuntimeContext context, Worker worker, ThreadHooks hooks) {
        RuntimeContext.replace(context);
        try {
            hooks.around(worker::run);
        } finally {
            worker.ended();
        }
    }

    /** Returns the worker that the calling thread is, whatever its runtime. */
    static @Nullable Worker current() {
        return Thread.currentThread() instanceof WorkerThread own ? own.worker : null;
    }
}
