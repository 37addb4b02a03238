package dev.pollux.runtime.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A worker took tasks from another. */
@Name("dev.pollux.WorkerSteal")
@Label("Worker Steal")
@Category("Pollux")
@Description("A worker took tasks from another")
@StackTrace(false)
final class WorkerStealEvent extends Event {

    @Label("Runtime")
    final String runtime;

    @Label("Worker")
    final int worker;

    @Label("Victim")
    final String victim;

    @Label("Tasks")
    final long tasks;

    WorkerStealEvent(String runtime, int worker, String victim, long tasks) {
        this.runtime = runtime;
        this.worker = worker;
        this.victim = victim;
        this.tasks = tasks;
    }
}
