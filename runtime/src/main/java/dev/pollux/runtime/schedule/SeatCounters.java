package dev.pollux.runtime.schedule;

import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what the workers do that sit in one seat, one after the other. */
final class SeatCounters {

    /*
     * Counters belong to a worker, as only one thread may write them. So the share of a seat is what they have grown by since the
     * worker sat down. A worker that was replaced keeps its sitting until its poll is over, while the next has begun; then its
     * share becomes part of `past`.
     */

    private final Map<WorkerCounters, Counts> sittings =
            new LinkedHashMap<>(); // and what they said at its start; guarded by this
    private Counts past = Counts.ZERO; // guarded by this

    /** A worker sits down, or gets a seat back that it has not yet left. */
    synchronized void begin(WorkerCounters worker) {
        sittings.putIfAbsent(worker, worker.read());
    }

    /** A worker has left. */
    synchronized void end(WorkerCounters worker) {
        Counts before = sittings.remove(worker);
        if (before != null) {
            past = past.plus(worker.read().minus(before));
        }
    }

    synchronized Counts total() {
        Counts sum = past;
        for (Map.Entry<WorkerCounters, Counts> each : sittings.entrySet()) {
            sum = sum.plus(each.getKey().read().minus(each.getValue()));
        }
        return sum;
    }
}
