package dev.pollux.runtime.schedule;

import dev.pollux.runtime.dump.WorkerDump;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs tasks, seen from outside.
 *
 * @param thread the thread
 * @param role what it is there for
 * @param task what it polls
 * @param stack where it is in doing so
 */
public record ThreadView(
        Thread thread, WorkerDump.Role role, @Nullable Runnable task, List<StackTraceElement> stack) {

    private static final int ATTEMPTS = 3;

    /**
     * Takes a stack that belongs to the task: if the thread has gone on meanwhile, it tries again. A thread that always goes on is not
     * stuck, and shown without a task.
     */
    static ThreadView of(Thread thread, WorkerDump.Role role, Supplier<@Nullable Runnable> polled, LongSupplier polls) {
        List<StackTraceElement> stack = List.of();
        for (int i = 0; i < ATTEMPTS; i++) {
            long number = polls.getAsLong();
            Runnable task = polled.get();
            stack = List.of(thread.getStackTrace());
            if (polled.get() == task && polls.getAsLong() == number) {
                return new ThreadView(thread, role, task, stack);
            }
        }
        return new ThreadView(thread, role, null, stack);
    }
}
