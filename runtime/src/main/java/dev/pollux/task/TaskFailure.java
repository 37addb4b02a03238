package dev.pollux.task;

/**
 * A failure that no {@link JoinHandle} delivered: its handle was dropped or forgotten, or there was none.
 *
 * @param taskId the task that failed
 * @param task what the task says of itself, for an async block the place where it starts
 * @param failure what it threw
 */
public record TaskFailure(TaskId taskId, String task, Throwable failure) {}
