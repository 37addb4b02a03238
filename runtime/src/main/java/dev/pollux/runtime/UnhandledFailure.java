package dev.pollux.runtime;

/**
 * What becomes of a runtime, or of a {@link LocalSet}, when a task fails: when its future throws, or its drop does. Tasks of scopes and
 * of sets such as {@link dev.pollux.task.JoinSet} are tasks like all others; blocking jobs are none.
 *
 * @see RuntimeBuilder#unhandledFailure
 * @origin tokio::runtime::UnhandledPanic (1.53). Differs: also for multi-thread runtimes, and tasks may finish their clean-up.
 */
public enum UnhandledFailure {
    /** The others go on. Whoever joins the task gets the failure; if nobody does, the failure hook hears of it. */
    REPORT,
    /**
     * The first failure ends all work, whether or not somebody holds the handle of the task, or it belongs to a scope. For programs in
     * which a task that fails is always a defect: what may fail is caught within the task.
     *
     * <ul>
     *   <li>The failure hook hears of the failure at once.
     *   <li>All tasks are cancelled, and finish their clean-up; blocking jobs that run go on, queued ones are cancelled.
     *   <li>Every {@code blockOn} drops its future and throws a {@link RuntimeShutdownException} that names the task and has the failure
     *       as its cause: when all tasks have ended, at the latest after the time that clean-up may take.
     *   <li>From then on handles answer that they were cancelled, and {@code blockOn} throws the same. Threads, timers and sockets end
     *       by {@code close} or {@code shutdown}, as ever.
     * </ul>
     */
    SHUT_DOWN
}
