package dev.pollux.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A receiver that looks for a message and then says that it waits. The checker is sound only if it catches this. */
@JCStressTest
@State
@Outcome(id = "received", expect = ACCEPTABLE, desc = "the message was there, or woke the receiver")
@Outcome(expect = FORBIDDEN, desc = "anything else")
public class MpscCanary {

    private volatile boolean sent;
    private volatile boolean waiting;
    private volatile boolean woken;
    private boolean received;

    @Actor
    public void sender() {
        sent = true;
        if (waiting) {
            woken = true;
        }
    }

    @Actor
    public void receiver() {
        received = sent;
        waiting = true; // a message in between wakes nobody
    }

    @Arbiter
    public void arbiter(L_Result r) {
        r.r1 = received || woken ? "received" : "asleep";
    }
}
