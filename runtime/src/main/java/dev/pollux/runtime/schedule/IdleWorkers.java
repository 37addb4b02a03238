package dev.pollux.runtime.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who sleeps, who searches, and whom to wake. */
final class IdleWorkers {

    /*
     * One word
     * --------
     *     high half   how many workers are awake
     *     low half    how many of those search: they look for tasks at the others, or were just woken to do so
     *
     * Why no task is forgotten
     * ------------------------
     * Who adds a task reads the word afterwards, and wakes a sleeper unless somebody searches or nobody sleeps. If somebody
     * searches, that one ends its search in one of two ways: it has found a task, or it lies down. Whoever ends the last search,
     * and whoever lies down while nobody searches, then looks at all queues once more, and wakes another if there is something.
     * The adding of a task and the read, and the end of the search and the look, are each in a total order (volatile writes and
     * atomic updates), so one of the two sees the other.
     *
     * The look is also for one who lies down without having searched: it had no leave to, while another searched. When that one found a task it
     * may have found nobody asleep to wake, and what it left in the queue waits for whoever lies down next.
     *
     * One sleeper is woken at a time: who finds work wakes the next. So a burst wakes all, and a single task wakes one.
     *
     * The list of sleepers is guarded by this object's lock; `asleep` of a worker is written under it.
     */

    private static final int AWAKE = 1 << 16;
    private static final int SEARCHING = 1;
    private static final int SEARCHING_MASK = AWAKE - 1;

    private final int workers;
    private final AtomicInteger word;
    private final List<Worker> sleepers = new ArrayList<>();
    private long replacements; // guarded by this

    /** Creates the set with every worker awake. */
    IdleWorkers(int workers) {
        this.workers = workers;
        this.word = new AtomicInteger(workers * AWAKE);
    }

    // ---------------------------------------------------------------- any thread

    /** Chooses a sleeper to be woken, and counts it as searching. Null if no one need be woken. */
    @Nullable Worker takeSleeper() {
        if (!wantsSearcher()) {
            return null;
        }
        synchronized (this) {
            if (!wantsSearcher() || sleepers.isEmpty()) {
                return null;
            }
            Worker last = sleepers.remove(sleepers.size() - 1); // its caches are the warmest
            last.asleep = false;
            word.addAndGet(AWAKE + SEARCHING);
            return last;
        }
    }

    private boolean wantsSearcher() {
        int seen = word.get();
        return (seen & SEARCHING_MASK) == 0 && seen >>> 16 < workers;
    }

    boolean isAnyAwake() {
        return word.get() >= AWAKE;
    }

    boolean isAnyAsleep() {
        return word.get() >>> 16 < workers;
    }

    /** Returns those asleep. */
    synchronized List<Worker> sleepers() {
        return List.copyOf(sleepers);
    }

    // ---------------------------------------------------------------- workers

    /** Asks for leave to search. Half of the workers may search at a time: more would fight over little. */
    boolean beginSearch() {
        int seen = word.get();
        if (2 * (seen & SEARCHING_MASK) >= workers) {
            return false;
        }
        word.addAndGet(SEARCHING); // a few too many do no harm
        return true;
    }

    /** Ends the search of one that found something. Returns whether it was the last that searched: it is to look at all queues once more. */
    boolean endSearch() {
        return (word.addAndGet(-SEARCHING) & SEARCHING_MASK) == 0;
    }

    /** What became of the wish to sleep. */
    enum LyingDown {
        /** It sleeps. */
        ASLEEP,
        /** It sleeps, and nobody searches: it is to look at all queues once more. */
        NOBODY_SEARCHES,
        /** It was replaced, and has no seat to sleep in. */
        REFUSED
    }

    synchronized LyingDown lieDown(Worker worker, boolean searching) {
        if (worker.replaced) {
            return LyingDown.REFUSED;
        }
        sleepers.add(worker);
        worker.asleep = true;
        int now = word.addAndGet(-(AWAKE + (searching ? SEARCHING : 0)));
        return (now & SEARCHING_MASK) == 0 ? LyingDown.NOBODY_SEARCHES : LyingDown.ASLEEP;
    }

    /** Takes the seat of a worker that is awake and gives it to another, which counts as awake in its place. */
    synchronized boolean replace(Worker worker, Worker by) {
        Seat seat = worker.seat();
        if (worker.replaced || worker.asleep || seat == null) {
            return false;
        }
        worker.replaced = true;
        by.sitDown(seat);
        replacements++;
        return true;
    }

    synchronized long replacements() {
        return replacements;
    }

    /** Gets a worker up that woke by itself. Returns false if it was chosen to search in the meantime. */
    synchronized boolean getUp(Worker worker) {
        if (!worker.asleep) {
            return false;
        }
        sleepers.remove(worker);
        worker.asleep = false;
        word.addAndGet(AWAKE);
        return true;
    }
}
