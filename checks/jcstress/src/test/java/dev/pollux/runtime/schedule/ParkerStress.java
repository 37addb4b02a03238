package dev.pollux.runtime.schedule;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Who calls unpark before, while or after a worker falls asleep gets it up, in the driver and on its thread. */
public final class ParkerStress {

    /** So long that no pause of the machine looks like a sleep from which nobody woke the worker. */
    private static final long FOREVER = TimeUnit.SECONDS.toNanos(20);

    private ParkerStress() {}

    /** A worker that sleeps until it has something to do. */
    static final class Sleeper {
        private final Parker parker;
        private volatile boolean due;

        Sleeper(IoTurn io) {
            parker = new Parker(io);
        }

        void wake() {
            due = true;
            parker.unpark();
        }

        String sleep() {
            long begin = System.nanoTime();
            while (!due) {
                park();
                if (System.nanoTime() - begin >= FOREVER) {
                    return "forgotten";
                }
            }
            return "up";
        }

        private void park() {
            try {
                parker.park(FOREVER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The turn at the driver is free. */
    @JCStressTest
    @State
    @Outcome(id = "up", expect = ACCEPTABLE, desc = "it got up")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class InDriver {
        private final Sleeper sleeper = new Sleeper(new IoTurn(new ParkDriver()));

        @Actor
        public void worker(L_Result r) {
            r.r1 = sleeper.sleep();
        }

        @Actor
        public void waker() {
            sleeper.wake();
        }
    }

    /** Somebody else has the turn. */
    @JCStressTest
    @State
    @Outcome(id = "up", expect = ACCEPTABLE, desc = "it got up")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OnThread {
        private final IoTurn io = new IoTurn(new ParkDriver());
        private final Sleeper sleeper = new Sleeper(io);

        public OnThread() {
            io.tryTake();
        }

        @Actor
        public void worker(L_Result r) {
            r.r1 = sleeper.sleep();
        }

        @Actor
        public void waker() {
            sleeper.wake();
        }
    }

    /** Two workers wake each other, and have one driver: a call that was meant for one may reach the other, but none is lost. */
    @JCStressTest
    @State
    @Outcome(id = "up, up", expect = ACCEPTABLE, desc = "both got up")
    @Outcome(expect = FORBIDDEN, desc = "anything else")
    public static class OneDriverForTwo {
        private final IoTurn io = new IoTurn(new ParkDriver());
        private final Sleeper one = new Sleeper(io);
        private final Sleeper other = new Sleeper(io);

        @Actor
        public void one(LL_Result r) {
            other.wake();
            r.r1 = one.sleep();
        }

        @Actor
        public void other(LL_Result r) {
            one.wake();
            r.r2 = other.sleep();
        }
    }
}
