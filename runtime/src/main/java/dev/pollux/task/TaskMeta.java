package dev.pollux.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a task hook is told of a task.
 *
 * @param id which task it is
 * @param name what it was named, if it was
 * @param spawnSite the call that spawned it, if the runtime {@linkplain
 *     dev.pollux.runtime.RuntimeBuilder#recordSpawnSites records that}
 * @param scheduleLatency for the hooks around a poll, how long the task had waited between being scheduled and this poll, if the runtime
 *     {@linkplain dev.pollux.runtime.RuntimeBuilder#trackTaskTimes tracks that}; {@code null} for the hooks of spawn and end
 */
public record TaskMeta(
        TaskId id,
        @Nullable String name,
        @Nullable StackTraceElement spawnSite,
        @Nullable Duration scheduleLatency) {}
