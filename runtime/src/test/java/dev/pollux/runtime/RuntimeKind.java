package dev.pollux.runtime;

/** The two kinds of runtimes, for tests of what both promise. */
public enum RuntimeKind {
    MULTI_THREAD,
    CURRENT_THREAD;

    /** Begins to build a runtime, which has so many workers if it has any. */
    public RuntimeBuilder builder(int workers) {
        return this == MULTI_THREAD ? AsyncRuntime.multiThread().workerThreads(workers) : AsyncRuntime.currentThread();
    }
}
