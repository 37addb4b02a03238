package dev.pollux.runtime.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A task has ended. */
@Name("dev.pollux.TaskEnd")
@Label("Task End")
@Category("Pollux")
@Description("A task has ended")
@StackTrace(false)
final class TaskEndEvent extends Event {

    @Label("Runtime")
    final String runtime;

    @Label("Task")
    final long task;

    @Label("What")
    final String what;

    @Label("Alive")
    @Timespan
    final long alive;

    TaskEndEvent(String runtime, long task, String what, long alive) {
        this.runtime = runtime;
        this.task = task;
        this.what = what;
        this.alive = alive;
    }
}
