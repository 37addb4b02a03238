package dev.pollux.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A task that tries a lock and then stands in line, in two steps. The checker is sound only if it catches this. */
@JCStressTest
@State
@Outcome(
        id = {"locked", "woken"},
        expect = ACCEPTABLE,
        desc = "the lock was free, or its release woke the task")
@Outcome(expect = FORBIDDEN, desc = "anything else")
public class LocksCanary {

    private final AtomicBoolean isLocked = new AtomicBoolean(true);
    private volatile boolean waiting;
    private volatile boolean woken;
    private boolean locked;

    @Actor
    public void holder() {
        isLocked.set(false);
        woken = waiting;
    }

    @Actor
    public void waiter() {
        locked = isLocked.compareAndSet(false, true);
        waiting = true; // a release in between wakes nobody
    }

    @Arbiter
    public void arbiter(L_Result r) {
        r.r1 = locked ? "locked" : woken ? "woken" : "asleep";
    }
}
