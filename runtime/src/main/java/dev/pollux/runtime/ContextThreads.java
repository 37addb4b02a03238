package dev.pollux.runtime;

import dev.pollux.runtime.spi.RuntimeContext;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes numbered daemon threads in which a runtime is current. */
record ContextThreads(String prefix, RuntimeContext context, AtomicInteger made) implements ThreadFactory {

    ContextThreads(String prefix, RuntimeContext context) {
        this(prefix, context, new AtomicInteger());
    }

    @Override
    public Thread newThread(Runnable body) {
        Thread thread = new Thread(() -> inContext(body), prefix + "-" + made.incrementAndGet());
        thread.setDaemon(true); // a forgotten runtime must not keep the JVM alive
        return thread;
    }

    private void inContext(Runnable body) {
        RuntimeContext.replace(context);
        body.run(); // the thread ends with it, and so does the context
    }
}
