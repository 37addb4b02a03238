package dev.pollux.runtime;

import dev.pollux.internal.Defects;
import dev.pollux.runtime.task.StageFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link LocalPool}, and the runtime that it builds, runs and ends. */
final class PinnedThread {

    private final Thread thread;
    private final CompletableFuture<Handle> handle = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

    private PinnedThread(RuntimeBuilder builder, int number) {
        thread = new Thread(
                () -> builder.threadHooks().around(() -> run(builder)), builder.threadPrefix() + "-pinned-" + number);
        thread.setDaemon(true); // as all threads of runtimes
    }

    /** Returns when the runtime is there; throws what building it did. */
    static PinnedThread start(RuntimeBuilder builder, int number) {
        PinnedThread made = new PinnedThread(builder, number);
        made.thread.start();
        try {
            made.handle.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return made;
    }

    private void run(RuntimeBuilder builder) {
        try (LocalRuntime runtime = builder.buildLocal()) {
            handle.complete(runtime.handle());
            while (!stopped.isDone()) {
                runUntilStopped(runtime);
            }
        } catch (Throwable t) {
            if (!handle.completeExceptionally(t)) {
                Defects.report(t);
            }
        }
    }

    private void runUntilStopped(LocalRuntime runtime) throws Exception {
        try {
            runtime.blockOn(new StageFuture<>(stopped::copy)); // a copy: the drop by an interrupt cancels it
        } catch (InterruptedException e) {
            return; // some task's doing, and not meant for the others
        }
    }

    Handle handle() {
        return handle.join();
    }

    long load() {
        return handle().metrics().numAliveTasks();
    }

    void stop() {
        stopped.complete(null);
    }

    /** Waits for the end of the thread, whatever interrupts. */
    void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
