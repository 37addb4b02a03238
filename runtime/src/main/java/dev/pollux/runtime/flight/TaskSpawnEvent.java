package dev.pollux.runtime.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A task was spawned. */
@Name("dev.pollux.TaskSpawn")
@Label("Task Spawn")
@Category("Pollux")
@Description("A task was spawned")
@StackTrace(false)
final class TaskSpawnEvent extends Event {

    @Label("Runtime")
    final String runtime;

    @Label("Task")
    final long task;

    @Label("What")
    final String what;

    TaskSpawnEvent(String runtime, long task, String what) {
        this.runtime = runtime;
        this.task = task;
        this.what = what;
    }
}
