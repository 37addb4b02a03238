package dev.pollux.runtime.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A state word whose poll ends in two steps. The checker is sound only if it catches this. */
@JCStressTest
@State
@Outcome(id = "RESCHEDULE, false", expect = ACCEPTABLE, desc = "the poll saw the wake")
@Outcome(id = "PARK, true", expect = ACCEPTABLE, desc = "the wake came after the poll")
@Outcome(expect = FORBIDDEN, desc = "anything else")
public class TaskStateCanary {

    private volatile boolean running = true;
    private volatile boolean notified;

    @Actor
    public void poller(LL_Result r) {
        r.r1 = notified ? "RESCHEDULE" : "PARK";
        running = false; // a wake in between is lost
    }

    @Actor
    public void waker(LL_Result r) {
        notified = true;
        r.r2 = !running;
    }
}
