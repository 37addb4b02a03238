package dev.pollux.runtime.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A poll takes too long, and its worker is replaced. */
@Name("dev.pollux.PollOverBudget")
@Label("Poll Over Budget")
@Category("Pollux")
@Description("A poll takes too long, and its worker is replaced")
@StackTrace(false)
final class PollOverBudgetEvent extends Event {

    @Label("Runtime")
    final String runtime;

    @Label("Worker Thread")
    final String worker;

    @Label("What")
    final String what;

    @Label("So Far")
    @Timespan
    final long soFar;

    PollOverBudgetEvent(String runtime, String worker, String what, long soFar) {
        this.runtime = runtime;
        this.worker = worker;
        this.what = what;
        this.soFar = soFar;
    }
}
