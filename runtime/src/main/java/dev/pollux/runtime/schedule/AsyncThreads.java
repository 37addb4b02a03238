package dev.pollux.runtime.schedule;

import dev.pollux.internal.BlockingGuard;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Knows which threads run async code, and so must not block; and how one may block all the same. Before the first of these threads is
 * one, this class is loaded, and core knows whom to ask.
 */
public final class AsyncThreads {

    /** What becomes of the other tasks while a thread that runs async code blocks. */
    enum Kind {
        /** Other threads run them. */
        ONE_OF_MANY,
        /** Nobody runs them. */
        ALONE
    }

    private static final ThreadLocal<@Nullable Kind> KIND = new ThreadLocal<>();

    static {
        BlockingGuard.install(() -> refuse(
                "A method that blocks its thread",
                "Await what it waits for instead, as in recv().await() for blockingRecv(); or call it in"
                        + " spawnBlocking(...) or blockInPlace(...)."));
    }

    private AsyncThreads() {}

    /**
     * Tells whether the calling thread polls futures for a runtime.
     *
     * @return {@code true} on a worker, and inside {@code blockOn}
     */
    public static boolean isCurrent() {
        return kind() != null;
    }

    /**
     * Refuses a blocking operation inside async code.
     *
     * @param operation what the caller called
     * @param cure what to do instead
     * @throws IllegalStateException if the calling thread runs async code
     */
    public static void refuse(String operation, String cure) {
        if (isCurrent()) {
            throw refused(operation, cure);
        }
    }

    private static IllegalStateException refused(String operation, String cure) {
        return new IllegalStateException(
                operation + " was called inside async code, on a thread that other tasks need: it"
                        + " would block them all, perhaps for ever. " + cure);
    }

    /**
     * Runs code that blocks. On a worker another thread first takes over its other tasks, timers and sockets; on a thread that
     * runs no async code this is a plain call.
     *
     * @param operation what the caller called
     * @param job the code
     * @param <T> the type of its value
     * @return its value
     * @throws Exception what it throws
     * @throws IllegalStateException if there is no other thread: on a current-thread runtime
     */
    public static <T extends @Nullable Object> T blockInPlace(String operation, Callable<T> job) throws Exception {
        Kind before = kind();
        if (before == Kind.ALONE) {
            throw refused(
                    operation,
                    "Await instead, or use spawnBlocking(...): a current-thread runtime has no other thread to go on with.");
        }
        Worker here = before == null ? null : WorkerThread.current();
        if (here != null) {
            here.standAside();
        }
        replace(null);
        try {
            return job.call();
        } finally {
            replace(before);
        }
    }

    /**
     * Runs code of tasks on a thread that does not work for the runtime otherwise; it must not block there either.
     *
     * @param code drops futures
     */
    public static void run(Runnable code) {
        Kind before = replace(Kind.ALONE);
        try {
            code.run();
        } finally {
            replace(before);
        }
    }

    // ---------------------------------------------------------------- the schedulers

    /** Sets what the calling thread is from now on, and returns what it was. */
    static @Nullable Kind replace(@Nullable Kind kind) {
        Kind before = kind();
        if (Thread.currentThread() instanceof WorkerThread own) {
            own.kind = kind;
        } else if (kind == null) {
            KIND.remove();
        } else {
            KIND.set(kind);
        }
        return before;
    }

    private static @Nullable Kind kind() {
        return Thread.currentThread() instanceof WorkerThread own ? own.kind : KIND.get();
    }
}
