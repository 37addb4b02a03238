package dev.pollux.runtime.blocking;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a virtual thread for each command, where the JDK has them. The module is compiled for one that has not. */
public final class VirtualThreads implements Executor {

    private static final int FIRST_JDK = 21; // before, they were a preview

    private final String prefix;
    private final AtomicInteger started = new AtomicInteger();
    private final MethodHandle start = startHandle();

    /**
     * Makes a starter.
     *
     * @param prefix how the names of the threads begin
     */
    public VirtualThreads(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Tells whether this JDK has virtual threads.
     *
     * @return {@code true} on 21 and later
     */
    public static boolean areSupported() {
        return Runtime.version().feature() >= FIRST_JDK;
    }

    @Override
    public void execute(Runnable body) {
        String name = prefix + "-" + started.incrementAndGet();
        Runnable named = () -> {
            Thread.currentThread().setName(name);
            body.run();
        };
        try {
            Thread thread = (Thread) start.invokeExact(named);
            assert thread.isDaemon();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("Thread.startVirtualThread declares no exception", t);
        }
    }

    private static MethodHandle startHandle() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this JDK has no virtual threads", e);
        }
    }
}
