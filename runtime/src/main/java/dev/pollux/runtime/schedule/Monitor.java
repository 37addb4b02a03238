package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.LongPoll;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.Tasks;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Looks now and then at what the workers do, and has those replaced whose poll takes too long. */
final class Monitor implements Runnable {

    /*
     * It looks every half budget. When it has found all workers asleep for a while, and none in a long poll, it sleeps too, until a worker
     * that wakes up finds it asleep: so an idle runtime makes no wake-ups, and a busy one does not pay for waking the monitor.
     *
     * Why no worker is overlooked: a worker counts as awake before it reads `asleep`; the monitor writes `asleep` before it looks
     * for one that is awake. Both are volatile.
     *
     * A worker that two looks in a row find in the poll that the one before found is replaced. So a pause of the whole process, by the
     * garbage collector, a debugger or a suspended machine, counts as one look however long it is. Nothing is reported at a look that
     * came late: what seemed to take long was perhaps not run at all.
     */

    private static final int QUIET_LOOKS = 20;
    private static final int LOOKS_PER_BUDGET = 2;
    private static final int LOOKS_TO_BE_SURE = LOOKS_PER_BUDGET * (LongPolls.BUDGETS_TO_BURN + 1);
    private static final long MOMENT =
            TimeUnit.MILLISECONDS.toNanos(5); // what the system may be late without being stopped

    private final WorkStealing scheduler;
    private final long periodNanos;
    private final String name;
    private final LongPolls reports;
    private volatile boolean asleep;
    private volatile boolean stopped;
    private volatile Thread thread = Thread.currentThread(); // until it starts

    Monitor(WorkStealing scheduler, Duration pollBudget, String name, Consumer<? super LongPoll> onLongPoll) {
        this.scheduler = scheduler;
        this.periodNanos = pollBudget.toNanos() / LOOKS_PER_BUDGET;
        this.name = name;
        this.reports = new LongPolls(onLongPoll, pollBudget);
    }

    void start(RuntimeContext context) {
        Thread own = new Thread(this, name);
        own.setDaemon(true);
        thread = own;
        own.start();
    }

    /** Called by a worker that woke up. */
    void attend() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Waits for its thread, which may be in the application's function for polls that take long. */
    void awaitEnd(long nanos) throws InterruptedException {
        Thread own = thread;
        if (own != Thread.currentThread()) {
            TimeUnit.NANOSECONDS.timedJoin(own, nanos);
        }
    }

    // ---------------------------------------------------------------- its thread

    @Override
    public void run() {
        int quiet = 0;
        long looked = System.nanoTime();
        while (!stopped) {
            LockSupport.parkNanos(this, periodNanos);
            long now = System.nanoTime();
            boolean late = now - looked > 2 * periodNanos + MOMENT;
            looked = now;
            boolean done = lookAtAll(late);
            quiet = !done || scheduler.idle().isAnyAwake() ? 0 : quiet + 1;
            if (quiet == QUIET_LOOKS) {
                quiet = 0;
                sleep();
                looked = System.nanoTime();
            }
        }
    }

    private void sleep() {
        asleep = true;
        while (asleep && !stopped && !scheduler.idle().isAnyAwake()) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Returns whether every poll that takes long has been watched for long enough. One that goes on for ever is not. */
    private boolean lookAtAll(boolean late) {
        boolean busy = false;
        boolean done = true;
        for (Worker worker : scheduler.victims()) {
            if (worker.asleep) {
                worker.watch.restart();
            } else {
                boolean inPoll = look(worker, late);
                busy |= inPoll;
                done &= !inPoll || worker.watch.punctualLooks() > LOOKS_TO_BE_SURE;
            }
        }
        if (busy && !scheduler.io().isTaken()) {
            scheduler.wakeOne(); // nobody waits for sockets, and who is awake may be long in coming back
        }
        return done;
    }

    /** Returns whether the worker is in the poll it was in before. */
    private boolean look(Worker worker, boolean late) {
        int looks = worker.watch.look(worker.pollNumber(), late);
        Runnable polled = worker.polled();
        if (looks == 0 || polled == null) {
            return false;
        }
        Runnable stranded = worker.rescueNext();
        if (stranded != null) {
            scheduler.inject(stranded);
        }
        if (looks >= LOOKS_PER_BUDGET) {
            overBudget(worker, polled, worker.watch.punctualLooks() * periodNanos, late);
        }
        return true;
    }

    private void overBudget(Worker worker, Runnable polled, long heldNanos, boolean late) {
        boolean taken = replace(worker);
        if (worker.replaced && !worker.queue.isEmpty()) {
            worker.rescueQueued(); // at each look: it may have added to its queue just before it saw the flag
        }
        if (taken) {
            scheduler.events().pollOverBudget(worker.thread.getName(), Tasks.describe(polled), heldNanos);
        } else if (!late) {
            reports.consider(worker, heldNanos);
        }
    }

    private boolean replace(Worker worker) {
        try {
            return scheduler.replace(worker);
        } catch (OutOfMemoryError e) { // no thread left: the tasks wait, as they would without a monitor
            return false;
        }
    }
}
