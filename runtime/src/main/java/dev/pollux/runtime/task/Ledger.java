package dev.pollux.runtime.task;

import dev.pollux.task.Unfinished;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of the tasks and blocking jobs that are alive when a runtime begins to shut down.
 *
 * <p>Each is entered once, by {@link #add}, and ends in one bucket. A task that is named, because its clean-up was given up or its
 * job interrupted, is named before it ends; its end then counts no second time.
 */
public final class Ledger {

    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger cleanedUp = new AtomicInteger();
    private final Map<Long, Unfinished> givenUp = new ConcurrentSkipListMap<>(); // by task id
    private final Map<Long, Unfinished> interrupted = new ConcurrentSkipListMap<>();

    /** Creates an empty ledger. */
    public Ledger() {}

    void add(int count) {
        entered.addAndGet(count);
    }

    void givingUp(long id, Unfinished task) {
        givenUp.put(id, task);
    }

    void interrupting(long id, Unfinished job) {
        interrupted.put(id, job);
    }

    void ended(long id, boolean wasCancelled, boolean hadCleanUp) {
        if (!givenUp.containsKey(id) && !interrupted.containsKey(id)) {
            bucket(wasCancelled, hadCleanUp).incrementAndGet();
        }
    }

    private AtomicInteger bucket(boolean wasCancelled, boolean hadCleanUp) {
        if (!wasCancelled) {
            return finished;
        }
        return hadCleanUp ? cleanedUp : cancelled;
    }

    /**
     * Returns how many tasks and jobs were entered.
     *
     * @return those that were alive at the beginning or came later
     */
    public int entered() {
        return entered.get();
    }

    /**
     * Returns how many ended with a value or a failure.
     *
     * @return their number
     */
    public int finished() {
        return finished.get();
    }

    /**
     * Returns how many were dropped and had nothing to wait for.
     *
     * @return their number
     */
    public int cancelled() {
        return cancelled.get();
    }

    /**
     * Returns how many were dropped and finished their clean-up.
     *
     * @return their number
     */
    public int cleanedUp() {
        return cleanedUp.get();
    }

    /**
     * Returns whose clean-up was given up.
     *
     * @return with the chains where they stood
     */
    public List<Unfinished> givenUp() {
        return List.copyOf(givenUp.values());
    }

    /**
     * Returns which jobs were running when they were aborted.
     *
     * @return with the stacks they had
     */
    public List<Unfinished> interrupted() {
        return List.copyOf(interrupted.values());
    }
}
