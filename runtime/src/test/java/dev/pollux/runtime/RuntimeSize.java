package dev.pollux.runtime;

/** Runtimes without workers, with one, and with several, for tests of what all promise. */
enum RuntimeSize {
    CURRENT_THREAD,
    ONE_WORKER,
    FOUR_WORKERS;

    RuntimeBuilder builder() {
        return switch (this) {
            case CURRENT_THREAD -> AsyncRuntime.currentThread();
            case ONE_WORKER -> AsyncRuntime.multiThread().workerThreads(1);
            case FOUR_WORKERS -> AsyncRuntime.multiThread().workerThreads(4);
        };
    }
}
