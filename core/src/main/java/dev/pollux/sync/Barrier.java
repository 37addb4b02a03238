package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Resource;

/**
 * Where a number of tasks wait for each other, again and again.
 *
 * <pre>{@code
 * compute(myPart);
 * if (barrier.arrive().await().isLeader()) {
 *     log("round finished"); // done by one of them
 * }
 * }</pre>
 *
 * <p>The one who completes the number is the leader; the others are woken, longest-waiting first, and the next round begins. Any
 * thread may call any method.
 *
 * @memory What each party did before its arrival is visible to all after it.
 * @origin tokio::sync::Barrier (1.53). Differs: a party that is dropped while it waits takes its arrival back; the answer counts
 *     the rounds.
 */
public final class Barrier {

    /*
     * Who has arrived is who stands in the line. So an arrival is taken back by leaving the line, and no number can disagree with
     * it. The last party never stands there: it serves all others under the lock, which is what makes a round.
     */

    private final WaitQueue line = new WaitQueue();
    private final int parties;
    private long round; // guarded by the line

    /**
     * Creates a barrier.
     *
     * @param parties how many arrivals make a round; 0 acts as 1
     * @throws IllegalArgumentException if it is negative
     */
    public Barrier(int parties) {
        if (parties < 0) {
            throw new IllegalArgumentException("a barrier has 0 or more parties, not " + parties);
        }
        this.parties = parties;
    }

    /**
     * What an arrival comes to.
     *
     * @param round which round it was, from 0 on
     * @param isLeader whether this party completed it; true for one party of each round
     */
    public record Arrival(long round, boolean isLeader) {}

    /**
     * Arrives, which is counted from the first poll on, and waits for the others.
     *
     * @return a future that is ready once all have arrived
     * @cancel Takes the arrival back, so that the others wait for somebody else, unless all had arrived: then the round counts, and
     *     only its news is lost.
     * @wakeup When the last party arrives.
     * @cost One object; one lock. A drop is O(1).
     */
    @LosesPlace
    public Future<Arrival> arrive() {
        return new Arriving(this);
    }

    /**
     * Returns how many arrivals make a round.
     *
     * @return the number, at least 1
     */
    public int parties() {
        return Math.max(parties, 1);
    }

    /**
     * Returns how many wait for the others.
     *
     * @return the number of the moment, below {@link #parties}
     */
    public int waiting() {
        synchronized (line) {
            return line.size();
        }
    }

    @Override
    public String toString() {
        return "Barrier[" + waiting() + " of " + parties() + "]";
    }

    private static final class Arriving extends Waiter<Arrival> {

        private final Barrier barrier;
        private long round; // written before it is served

        Arriving(Barrier barrier) {
            this.barrier = barrier;
        }

        @Override
        WaitQueue line() {
            return barrier.line;
        }

        @Override
        Object begin(Context cx) {
            Served served = new Served();
            synchronized (barrier.line) {
                if (barrier.line.size() + 1 < barrier.parties) {
                    return stand(cx);
                }
                round = barrier.round++;
                serveOthers(served);
            }
            served.wakeAll();
            return new Arrival(round, true);
        }

        private void serveOthers(Served served) {
            for (var each = (Arriving) barrier.line.first(); each != null; each = (Arriving) barrier.line.first()) {
                each.round = round;
                barrier.line.serve(each, served);
            }
        }

        @Override
        Object take(Context cx) {
            return new Arrival(round, false);
        }

        @Override
        Resource wanted() {
            return new Resource(barrier, "the other parties of");
        }

        @Override
        void giveBack() {}

        @Override
        public String toString() {
            return "arrive at " + barrier;
        }
    }
}
