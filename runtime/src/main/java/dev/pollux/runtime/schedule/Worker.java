package dev.pollux.runtime.schedule;

import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.time.PausableClock;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thread that runs tasks, and the tasks that are nearest to it. */
final class Worker {

    /*
     * Where a worker takes its next task from, in this order
     * ------------------------------------------------------
     *     1. the injection queue, but only every so many tasks, that those outside wait a bounded time
     *     2. `next`, the task that was woken last by a task of this worker: its data is in the caches. Three in a row at most,
     *        then it goes to the end of the queue, so that two tasks that wake each other do not starve the rest
     *     3. its own queue
     *     4. the injection queue
     *     5. the queues of other workers, if not too many search already
     *
     * If there is nothing it sleeps. Every 61 tasks, and before a task that gave way is run again, it looks after the I/O driver
     * and its timers; after the timers alone if most of what the driver found last is still in the queues (Backlog).
     *
     * How a worker is replaced
     * ------------------------
     * A worker whose poll takes too long, or that is about to block, loses its seat to another one: its timers, and its turns
     * at the driver. Whoever replaces it sets `replaced` under the lock of the idle set, and only while it does not sleep. Its
     * queue stays its own, but the tasks in it are moved to the injection queue: others steal only when they have nothing to do,
     * and may never have nothing to do. The monitor takes the task in `next`, too; the worker may take it at the same time, so
     * that it is queued twice. Such a task is polled once: the second worker finds that it was not woken again (TaskState,
     * rule 2).
     *
     * When its poll is over a replaced worker finds the flag, gives what is left to all, and waits for another seat to fall
     * free. Between two looks at the flag it may do what is no longer its to do: run a task, look after the driver, search.
     * All this may be done by two. What may not, to lie down, is refused under the lock.
     *
     * Memory order: all fields are the worker's own unless they say otherwise.
     */

    private static final int EVENT_INTERVAL = 61;
    private static final int NEXT_IN_A_ROW = 3;
    private static final long NONE = Long.MAX_VALUE;

    private static final VarHandle NEXT = handle("next", Runnable.class);
    private static final VarHandle CURRENT = handle("current", Runnable.class);

    private final WorkStealing scheduler;
    private final Parker parker;
    private final Lingering lingering = new Lingering();
    private final InjectionInterval injection = new InjectionInterval();
    final RunQueue queue = new RunQueue();
    final WorkerCounters counters = new WorkerCounters();
    final WorkerThread thread;

    private volatile @Nullable Seat seat; // written under the lock of the idle set
    volatile boolean asleep; // written under the lock of the idle set
    volatile int seatings; // how often it was given a seat; written under the lock of the idle set
    volatile boolean replaced = true; // or without a seat yet; written under the lock of the idle set

    @SuppressWarnings("unused") // by its handle: the monitor reads it
    private @Nullable Runnable next;

    private int randomState;
    private int untilEvents = EVENT_INTERVAL;
    private int nextInARow;
    private boolean searching;
    private boolean driving; // inside the I/O driver or the timers: what they wake goes to the queue
    private long firstYielded =
            NONE; // the number, in the queue, of the first task that gave way since events were looked at
    private boolean moreDue; // timers are due that were left for later
    private long pollsMeasured;
    final PollWatch watch = new PollWatch(); // the monitor's

    @SuppressWarnings("unused") // by its handle: the monitor reads it
    private @Nullable Runnable current;

    Worker(WorkStealing scheduler, String name, RuntimeContext context, int seed) {
        this.scheduler = scheduler;
        this.parker = new Parker(scheduler.io());
        this.randomState = seed | 1;
        this.thread = new WorkerThread(this, name, context, scheduler.hooks());
    }

    boolean worksFor(WorkStealing other) {
        return scheduler == other;
    }

    @Nullable Seat seat() {
        return seat;
    }

    /** Gives a worker that was replaced, or is new, a seat. Called under the lock of the idle set. */
    void sitDown(Seat free) {
        seat = free;
        free.take(this);
        replaced = false;
        int before = seatings;
        seatings = before + 1;
    }

    void unpark() {
        parker.unpark();
    }

    // ---------------------------------------------------------------- the thread

    void run() {
        AsyncThreads.replace(AsyncThreads.Kind.ONE_OF_MANY);
        try {
            while (scheduler.awaitSeat(this)) {
                Seat here = Objects.requireNonNull(seat);
                work(here);
                giveTasksAway();
                here.counters.end(counters);
            }
        } catch (IOException
                | RuntimeException e) { // only a broken driver: tasks and wakers cannot throw into a worker
            scheduler.fail();
            throw new IllegalStateException("a worker failed, and its Pollux runtime ends", e);
        } finally {
            scheduler.leaving();
        }
    }

    /** The last thing its thread does. */
    void ended() {
        scheduler.left(this);
    }

    private void work(Seat here) throws IOException {
        RuntimeContext context = RuntimeContext.current();
        injection.resume();
        counters.arrive();
        while (!replaced) {
            if (scheduler.isOver()) {
                break;
            }
            Runnable task = findTask(here);
            if (task == null) {
                sleep(here);
            } else {
                endSearch();
                poll(task);
            }
            LeftBehind.undo(context);
        }
        endSearch();
        counters.leave();
    }

    private void poll(Runnable task) {
        CURRENT.setOpaque(this, task);
        counters.countPoll();
        task.run();
        CURRENT.setOpaque(this, null);
    }

    private @Nullable Runnable findTask(Seat here) throws IOException {
        if (--untilEvents <= 0 || (moreDue && queue.size() < RunQueue.CAPACITY / 4)) {
            lookAfterEvents(here, false);
        }
        if (injection.isDue()) {
            Runnable injected = scheduler.injected().poll();
            if (injected != null) {
                return injected;
            }
        }
        Runnable task = takeNext();
        if (task == null) {
            task = takeQueued(here);
        }
        if (task == null) {
            task = takeInjected();
        }
        return task != null ? task : search(here);
    }

    private @Nullable Runnable takeNext() {
        Runnable task = (Runnable) NEXT.get(this);
        if (task == null) {
            nextInARow = 0;
            return null;
        }
        NEXT.setOpaque(this, null);
        if (nextInARow == NEXT_IN_A_ROW) {
            nextInARow = 0;
            enqueue(task);
            return null;
        }
        nextInARow++;
        return task;
    }

    private @Nullable Runnable takeQueued(Seat here) throws IOException {
        if (firstYielded != NONE && queue.hasReached(firstYielded)) {
            lookAfterEvents(here, true);
        }
        return queue.poll();
    }

    private @Nullable Runnable takeInjected() {
        InjectQueue injected = scheduler.injected();
        int share = injected.size() / scheduler.workers();
        return injected.isEmpty() ? null : injected.pollInto(queue, Math.min(share, RunQueue.CAPACITY / 2));
    }

    // ---------------------------------------------------------------- searching

    private @Nullable Runnable search(Seat here) {
        if (!searching) {
            if (!scheduler.idle().beginSearch()) {
                return null;
            }
            searching = true;
        }
        Worker[] all = scheduler.victims();
        int start = (int) (((random() & 0xffffffffL) * all.length) >>> Integer.SIZE);
        for (int i = 0; i < all.length; i++) {
            Worker victim = all[(start + i) % all.length];
            long before = queue.nextNumber();
            Runnable stolen = victim == this ? null : victim.queue.stealInto(queue);
            if (stolen != null) {
                noteSteal(here, victim, queue.nextNumber() - before + 1);
                return stolen;
            }
        }
        return takeInjected();
    }

    private void noteSteal(Seat here, Worker victim, long tasks) {
        counters.countSteal(tasks);
        scheduler.events().stolen(here.index, victim.thread.getName(), tasks);
    }

    private void endSearch() {
        if (searching) {
            searching = false;
            if (scheduler.idle().endSearch() && scheduler.hasTasks()) {
                scheduler.wakeOne();
            }
        }
    }

    /** Marsaglia's xorshift: victims need not be chosen well, but fast. */
    private int random() {
        int x = randomState;
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        randomState = x;
        return x;
    }

    // ---------------------------------------------------------------- sleeping, and what it waits for

    private void sleep(Seat here) throws IOException {
        if (lingering.isWorthIt() && linger()) {
            return;
        }
        ThreadHooks hooks = scheduler.hooks();
        hooks.parking();
        try {
            if (!hasOwnTasks()) { // the hook may have made some
                sleepUntilWoken(here);
            }
        } finally {
            hooks.unparked();
        }
    }

    private void sleepUntilWoken(Seat here) throws IOException {
        queue.forgetTaken();
        long wait = here.timers.beginWait();
        if (wait == 0) {
            here.timers.endWait();
            lookAfterEvents(here, true);
            return;
        }
        if (!lieDown()) {
            here.timers.endWait();
            return;
        }
        lingering.beginSleep(scheduler.io().batches());
        while (true) {
            awaitEvents(here, isClockAhead() ? 0 : wait);
            if (hasOwnTasks() || scheduler.isOver()) {
                searching = !scheduler.idle().getUp(this);
                break;
            }
            if (!asleep) {
                searching = true;
                break;
            }
            wait = here.timers.beginWait();
        }
        lingering.endSleep(searching, scheduler.io().batches());
        injection.resume();
        scheduler.monitor().attend();
        if (queue.size() > 1) {
            scheduler.wakeOne();
        }
    }

    /** Looks for tasks for some microseconds, as one that searches: whoever brings one then need not wake a thread. */
    private boolean linger() {
        if (!searching) {
            return false;
        }
        lingering.begin();
        do {
            if (scheduler.hasTasks() || replaced) {
                return true;
            }
            Thread.onSpinWait();
        } while (lingering.goesOn());
        return false;
    }

    /** Returns false if the worker may not sleep: it was replaced. */
    private boolean lieDown() {
        IdleWorkers.LyingDown how = scheduler.idle().lieDown(this, searching);
        if (how == IdleWorkers.LyingDown.REFUSED) {
            return false;
        }
        searching = false;
        if (how == IdleWorkers.LyingDown.NOBODY_SEARCHES && scheduler.hasTasks()) {
            scheduler.wakeOne();
        }
        return true;
    }

    private void awaitEvents(Seat here, long nanos) throws IOException {
        driving = true;
        counters.park();
        RuntimeEvents.Span span = scheduler.events().parked(here.index);
        try {
            parker.park(nanos);
        } finally {
            span.end();
            counters.unpark();
            here.timers.endWait();
            fireTimers(here);
            driving = false;
        }
        Thread.interrupted(); // a task may have interrupted its thread; nobody else has the right to
    }

    private void lookAfterEvents(Seat here, boolean batchIsOver) throws IOException {
        long polls = pollNumber() - pollsMeasured;
        untilEvents = EVENT_INTERVAL;
        injection.measure(polls);
        pollsMeasured = pollNumber();
        driving = true;
        try {
            if (scheduler.io().isDue((int) polls) || batchIsOver) {
                firstYielded = NONE;
                pollDriver();
            }
            fireTimers(here);
        } finally {
            driving = false;
        }
        if (queue.size() > 1) {
            scheduler.wakeOne();
        }
    }

    private void pollDriver() throws IOException {
        IoTurn io = scheduler.io();
        if (io.tryTake()) {
            try {
                io.poll(0);
            } finally {
                io.release();
            }
        }
    }

    /** Wakes no more tasks than the queue holds: the rest, left with the timers, comes before what waits in the injection queue. */
    private void fireTimers(Seat here) {
        int room = queue.room();
        moreDue = room == 0 || here.timers.fireExpired(room);
    }

    /** Instead of waiting for a paused clock: looks at the sockets, and moves the clock if that woke nobody and all workers sleep. */
    private boolean isClockAhead() throws IOException {
        PausableClock clock = scheduler.clock();
        if (clock == null || clock.isRunning() || scheduler.idle().isAnyAwake()) {
            return false;
        }
        IoTurn io = scheduler.io();
        if (!io.tryTake()) {
            io.wakeup(); // who has the turn is to come here itself
            return false;
        }
        driving = true;
        try {
            io.poll(0);
            return hasOwnTasks() || clock.advanceIfIdle(scheduler::isIdle);
        } finally {
            driving = false;
            io.release();
        }
    }

    private boolean hasOwnTasks() {
        return NEXT.get(this) != null || !queue.isEmpty();
    }

    // ---------------------------------------------------------------- scheduling, by the thread itself

    /** Queues a task that was made ready on this thread. */
    void schedule(Runnable task, boolean gaveWay) {
        if (replaced) {
            enqueue(task); // for others to steal: this worker may be long in coming back
            scheduler.wakeOne();
            return;
        }
        counters.countSchedule();
        if (gaveWay) {
            if (firstYielded == NONE) {
                firstYielded = queue.nextNumber();
            }
            enqueue(task);
            if (queue.size() > 1) {
                scheduler.wakeOne();
            }
        } else if (driving) {
            enqueue(task); // others are woken when this worker leaves the driver
        } else {
            Runnable before = (Runnable) NEXT.get(this);
            NEXT.setRelease(this, task);
            if (before != null) {
                enqueue(before);
                scheduler.wakeOne();
            }
        }
    }

    /** Has another worker take the seat, since this thread is about to block in the middle of a poll. */
    void standAside() {
        Runnable stranded = rescueNext();
        if (stranded != null) {
            scheduler.inject(stranded);
        }
        if (scheduler.replace(this)) {
            giveTasksAway();
        }
    }

    private void enqueue(Runnable task) {
        while (!queue.offer(task)) {
            if (queue.spill(scheduler.injected(), task)) {
                counters.countOverflow();
                return;
            }
        }
    }

    /** Gives all tasks to whoever takes them. */
    private void giveTasksAway() {
        Runnable task = (Runnable) NEXT.getAndSet(this, null);
        if (task == null) {
            task = queue.poll();
        }
        for (; task != null; task = queue.poll()) {
            scheduler.inject(task);
        }
        queue.forgetTaken();
        firstYielded = NONE;
    }

    // ---------------------------------------------------------------- the monitor

    /** The number of the poll this worker is in, or was in last. */
    long pollNumber() {
        return counters.polls();
    }

    /** How many tasks wait for this worker. */
    int queueDepth() {
        return queue.size() + (NEXT.getOpaque(this) == null ? 0 : 1);
    }

    long meanPollNanos() {
        return injection.meanPollNanos();
    }

    /** What this worker polls, if it is in a poll. */
    @Nullable Runnable polled() {
        return (Runnable) CURRENT.getOpaque(this);
    }

    /** Gives the tasks in the queue to whoever takes them, as a thief; the worker may go on to use its queue. */
    void rescueQueued() {
        RunQueue loot = new RunQueue();
        for (Runnable task = queue.stealInto(loot); task != null; task = queue.stealInto(loot)) {
            scheduler.inject(task);
            for (Runnable more = loot.poll(); more != null; more = loot.poll()) {
                scheduler.inject(more);
            }
        }
    }

    /** Takes the task that otherwise only this worker takes, which may do so at the same time. */
    @Nullable Runnable rescueNext() {
        Runnable stranded = (Runnable) NEXT.getAcquire(this);
        return stranded != null && NEXT.compareAndSet(this, stranded, null) ? stranded : null;
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Worker.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
