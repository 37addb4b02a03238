package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.runtime.spi.TaskOrder;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One queue for all workers, and the rules for who sleeps where and who is woken. */
public final class SharedQueue implements Scheduler {

    /*
     * Where a worker is
     * -----------------
     *     awake       runs a task or its errand, or is about to take a task
     *     searching   awake, and counted: it was woken, or found work for others, and has not taken a task since
     *     idle        parked, in `idle`
     *     driving     asleep in the drivers, until somebody wakes it or it returns by itself
     *
     *                      nothing to do, drivers free
     *           ┌──────────────────────────────────────────► driving
     *         awake ─── nothing to do, drivers taken ───► idle   │
     *           ▲                                           │   │
     *        take, or nothing to do                         │   │ a socket, a timer
     *           └────────── searching ◄── a task came ──────┴───┴──────► awake
     *
     * `driver` names the worker that is in the drivers; `driverSleeps` is true if it is driving, false if it only looks, or was
     * woken and has yet to return.
     *
     * Why no task is forgotten
     * ------------------------
     * Everything above is guarded by one lock, and between two holders of the lock this holds:
     *
     *     1. `ready` is empty, or a worker is searching, or no worker is idle or driving.
     *
     * schedule() adds a task and, if nobody searches, turns a sleeper into a searcher. take() may end a search; if it leaves
     * tasks behind it starts another one. A worker goes to sleep only while `ready` is empty. So a burst of n tasks wakes one
     * worker, which wakes the next, until all are awake or the queue is empty; and one task wakes one worker.
     *
     *     2. `yielded` is empty, or some worker is awake.
     *
     * Only the worker that polled a task puts it there, and no worker sleeps while it holds something.
     *
     *     3. A worker is in the drivers, or is awake and between two polls, or is searching, or none is idle.
     *
     * The worker that would sleep takes the drivers if they are free. Awake workers look after them every 61 tasks.
     *
     * Rules 1 to 3 leave one gap: an awake worker that is in a long poll looks at nothing. So take(), which begins a poll, leaves
     * neither tasks that gave way nor free drivers behind while another worker sleeps: that one becomes a searcher, which goes
     * the way of all workers and on it readmits the tasks, or goes to sleep in the drivers. The price is an unpark for each event
     * that ends a wait in the drivers while another worker is idle; whether a poll will be long is not known when it begins.
     *
     * The window between "nothing to do" and the wait in the drivers is closed: who schedules in between finds `driverSleeps`
     * set and calls the drivers' wakeup, which also ends a wait that has not begun.
     *
     * Calls out (unpark, wakeup) are made after the lock is released. One that comes late finds its worker awake and does no
     * harm: parking rechecks, and the drivers return early once.
     */

    @SuppressWarnings("UnnecessaryLambda") // made once, returned for nearly every task
    private static final Runnable NOBODY = () -> {};

    private final Drivers drivers;
    private final Runnable wakeDriver;

    private final Object lock = new Object();
    // All guarded by lock.
    private final ReadyTasks ready;
    private final ArrayDeque<Runnable> yielded = new ArrayDeque<>();
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private @Nullable Worker driver;
    private boolean driverSleeps;
    private int searching;

    private volatile boolean stopped; // written under lock, read by workers between tasks

    /**
     * Creates an empty queue.
     *
     * @param drivers polled by the workers
     * @param order which task is taken next
     */
    public SharedQueue(Drivers drivers, TaskOrder order) {
        this.ready = new ReadyTasks(order);
        this.drivers = drivers;
        this.wakeDriver = drivers::wakeup;
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void schedule(Runnable task, boolean gaveWay) {
        Runnable call;
        synchronized (lock) {
            if (stopped) {
                return; // the task is in the book of tasks, and cancelled from there
            }
            if (gaveWay) {
                yielded.addLast(task);
                return; // rule 2: the caller is awake
            }
            ready.add(task);
            call = startSearch();
        }
        call.run();
    }

    /** Wakes a worker, or keeps it from sleeping once, to have it look at its errand. */
    void poke(Worker worker) {
        Runnable call;
        synchronized (lock) {
            worker.poked = true;
            call = rouse(worker);
        }
        call.run();
    }

    /** Ends the work of all workers, after the tasks they are polling. Nothing is scheduled any more. */
    void stop() {
        ArrayDeque<Worker> sleepers;
        synchronized (lock) {
            stopped = true;
            ready.clear();
            yielded.clear();
            sleepers = new ArrayDeque<>(idle);
            idle.clear();
        }
        sleepers.forEach(sleeper -> sleeper.unpark.run());
        drivers.wakeup();
    }

    /** Opens a stopped queue for one worker, which is the only one left and takes what is scheduled from now on. */
    void reopen() {
        synchronized (lock) {
            stopped = false;
        }
    }

    boolean isStopped() {
        return stopped;
    }

    Drivers drivers() {
        return drivers;
    }

    // ---------------------------------------------------------------- workers

    @Nullable Runnable take(Worker worker) {
        Runnable call = NOBODY;
        Runnable task;
        synchronized (lock) {
            task = ready.take();
            if (task != null) {
                endSearch(worker);
                if (!ready.isEmpty() || !yielded.isEmpty() || driver == null) {
                    call = startSearch(); // rules 1 to 3
                }
            }
        }
        call.run();
        return task;
    }

    /** Waits for work; or, if there is a reason not to wait, looks after the drivers and returns. */
    void sleep(Worker worker) {
        boolean drive;
        boolean wait;
        synchronized (lock) {
            if (!ready.isEmpty() || stopped) {
                return;
            }
            endSearch(worker);
            wait = yielded.isEmpty() && !worker.poked;
            worker.poked = false;
            drive = driver == null;
            if (drive) {
                driver = worker;
                driverSleeps = wait;
            } else if (wait) {
                worker.beginPark();
                idle.addLast(worker);
            }
        }
        if (drive) {
            drive(wait);
        } else if (wait) {
            worker.park();
            leaveIdle(worker);
        }
        readmitYielded(worker);
    }

    /** What a busy worker does now and then. */
    void lookAfterDrivers(Worker worker) {
        boolean drive;
        synchronized (lock) {
            drive = driver == null;
            if (drive) {
                driver = worker;
            }
        }
        if (drive) {
            drive(false);
        }
        readmitYielded(worker);
    }

    /** Ends a worker's stay at the queue. What it was woken for passes to another. */
    void leave(Worker worker) {
        Runnable call = NOBODY;
        synchronized (lock) {
            endSearch(worker);
            worker.poked = false;
            if (!ready.isEmpty() && !stopped) {
                call = startSearch();
            }
        }
        call.run();
    }

    private void drive(boolean wait) {
        try {
            drivers.turn(wait);
        } finally {
            synchronized (lock) {
                driver = null;
                driverSleeps = false;
            }
        }
    }

    /** A worker may have left its park by an interrupt, unasked. */
    private void leaveIdle(Worker worker) {
        synchronized (lock) {
            idle.remove(worker);
        }
    }

    /** Queues the tasks that gave way behind the others; the caller, being awake, is who looks for them. */
    private void readmitYielded(Worker worker) {
        synchronized (lock) {
            if (yielded.isEmpty()) {
                return;
            }
            ready.addAll(yielded);
            yielded.clear();
            beginSearch(worker); // rule 1
        }
    }

    // ---------------------------------------------------------------- under the lock

    /** Has a sleeper search, unless somebody does. Returns the call that wakes it, for after the lock. */
    private Runnable startSearch() {
        if (searching > 0) {
            return NOBODY;
        }
        Worker inDrivers = driver;
        if (inDrivers != null && inDrivers.isCurrentThread()) {
            driverSleeps = false; // a waker, called from within the drivers: this thread is about to return
            beginSearch(inDrivers);
            return NOBODY;
        }
        Worker sleeper = idle.peekLast(); // the last to sleep: its caches are warm
        if (sleeper == null && driverSleeps) {
            sleeper = inDrivers;
        }
        if (sleeper == null) {
            return NOBODY;
        }
        beginSearch(sleeper);
        return rouse(sleeper);
    }

    private Runnable rouse(Worker worker) {
        if (driverSleeps && driver == worker) {
            driverSleeps = false;
            return wakeDriver;
        }
        return idle.remove(worker) ? worker.unpark : NOBODY;
    }

    private void beginSearch(Worker worker) {
        if (!worker.searching) {
            worker.searching = true;
            searching++;
        }
    }

    private void endSearch(Worker worker) {
        if (worker.searching) {
            worker.searching = false;
            searching--;
        }
    }
}
