package dev.pollux.internal;

/** Where a throwable goes that came out of code which must not throw: a waker, a failure hook, a blocking job. */
public final class Defects {

    private Defects() {}

    /**
     * Tells the uncaught exception handler of this thread. The thread goes on: it has other tasks to run, and so a handler that
     * throws hurts nobody either.
     *
     * @param defect what was thrown
     */
    public static void report(Throwable defect) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
        } catch (Throwable t) {
            // The JVM ignores it, too, when it calls the handler of a thread that ends.
            return;
        }
    }
}
