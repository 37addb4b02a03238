package dev.pollux.task;

import dev.pollux.runtime.spi.RuntimeContext;

/** Finds the runtime of the calling thread for those who spawn on it. */
final class CurrentSpawner {

    private CurrentSpawner() {}

    static Spawner get() {
        if (RuntimeContext.current() instanceof Spawner spawner) {
            return spawner;
        }
        throw new IllegalStateException("the current runtime was not built by AsyncRuntime and starts no tasks");
    }

    static LocalSpawner local() {
        if (RuntimeContext.current() instanceof LocalSpawner spawner) {
            return spawner; // which refuses if its tasks may change threads
        }
        throw new IllegalStateException("the current runtime was not built by AsyncRuntime and starts no local tasks");
    }
}
