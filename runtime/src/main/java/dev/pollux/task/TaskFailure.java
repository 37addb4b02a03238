package dev.pollux.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that no {@link JoinHandle} delivered: its handle was dropped or forgotten, or there was none.
 *
 * @param taskId the task that failed
 * @param name what it was named, if it was
 * @param task what the task says of itself, for an async block the place where it starts
 * @param spawnSite the call that spawned it, if the runtime {@linkplain dev.pollux.runtime.RuntimeBuilder#recordSpawnSites records that}
 * @param awaitChain the awaits at which the async blocks stood when it failed, innermost first, as far as they are known. If the failure
 *     came from another task that was awaited, the chain begins in that one. Of a failure made elsewhere, as by a blocking job or the
 *     thread that completed a stage, it has the awaits through which that came up; of one that the application made earlier and throws
 *     once more, only those at which it was made.
 * @param failure what the task threw
 */
public record TaskFailure(
        TaskId taskId,
        @Nullable String name,
        String task,
        @Nullable StackTraceElement spawnSite,
        List<StackTraceElement> awaitChain,
        Throwable failure) {

    /**
     * Copies the chain.
     *
     * @param taskId as above
     * @param name as above
     * @param task as above
     * @param spawnSite as above
     * @param awaitChain as above
     * @param failure as above
     */
    public TaskFailure {
        awaitChain = List.copyOf(awaitChain);
    }

    /** Says all but the Java stack of the failure, on several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(taskId.toString(name));
        text.append(" failed and nobody took the failure: ").append(task);
        awaitChain.forEach(place -> text.append("\n  at ").append(place));
        if (spawnSite != null) {
            text.append("\n  spawned at ").append(spawnSite);
        }
        return text.append("\n  ").append(failure).toString();
    }
}
