package dev.pollux.task;

import org.jspecify.annotations.Nullable;

/**
 * What a task hook is told of a task.
 *
 * @param id which task it is
 * @param name what it was named, if it was
 * @param spawnSite the call that spawned it, if the runtime {@linkplain
 *     dev.pollux.runtime.RuntimeBuilder#recordSpawnSites records that}
 */
public record TaskMeta(
        TaskId id, @Nullable String name, @Nullable StackTraceElement spawnSite) {}
