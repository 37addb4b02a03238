package dev.pollux.runtime.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A worker slept. */
@Name("dev.pollux.WorkerPark")
@Label("Worker Park")
@Category("Pollux")
@Description("A worker slept")
@StackTrace(false)
final class WorkerParkEvent extends Event {

    @Label("Runtime")
    final String runtime;

    @Label("Worker")
    final int worker;

    WorkerParkEvent(String runtime, int worker) {
        this.runtime = runtime;
        this.worker = worker;
    }
}
