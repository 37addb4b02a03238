package dev.pollux.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A receiver that looks for the value after it took its place, and a sender that looks for a receiver, without exchanges. */
@JCStressTest
@State
@Outcome(
        id = {"true, true", "true, false", "false, true"},
        expect = ACCEPTABLE,
        desc = "one saw the other")
@Outcome(expect = FORBIDDEN, desc = "neither saw the other: a lost wake-up")
public class MeetingCanary {

    private boolean waiting;
    private boolean sent;

    @Actor
    public void sender(ZZ_Result r) {
        sent = true;
        r.r1 = waiting; // may be read before the write is seen
    }

    @Actor
    public void receiver(ZZ_Result r) {
        waiting = true;
        r.r2 = sent;
    }
}
