package dev.pollux.runtime;

import dev.pollux.runtime.spi.ShutdownFailure;
import dev.pollux.task.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by whatever needs a runtime, or a {@link LocalSet}, that was shut down. What was spawned too late answers by a cancelled handle
 * instead. If the {@linkplain UnhandledFailure#SHUT_DOWN failure of a task} did that, the message names the task, and the failure is the
 * cause.
 */
public final class RuntimeShutdownException extends IllegalStateException implements ShutdownFailure {

    private static final long serialVersionUID = 1L;

    RuntimeShutdownException(String operation, String what, @Nullable TaskFailure failure) {
        super(operation + " needs " + what + ", which was shut down" + reason(failure), causeOf(failure));
    }

    private static String reason(@Nullable TaskFailure failure) {
        return failure == null
                ? ""
                : " by the failure of " + failure.taskId().toString(failure.name()) + ": " + failure.failure();
    }

    private static @Nullable Throwable causeOf(@Nullable TaskFailure failure) {
        return failure == null ? null : failure.failure();
    }
}
