package dev.pollux.runtime.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A blocking job has ended. */
@Name("dev.pollux.BlockingJob")
@Label("Blocking Job")
@Category("Pollux")
@Description("A blocking job has ended")
@StackTrace(false)
final class BlockingJobEvent extends Event {

    @Label("Runtime")
    final String runtime;

    @Label("Job")
    final long task;

    @Label("What")
    final String what;

    @Label("Queued")
    @Timespan
    final long queued;

    @Label("Ran")
    @Timespan
    final long ran;

    BlockingJobEvent(String runtime, long task, String what, long queued, long ran) {
        this.runtime = runtime;
        this.task = task;
        this.what = what;
        this.queued = queued;
        this.ran = ran;
    }
}
