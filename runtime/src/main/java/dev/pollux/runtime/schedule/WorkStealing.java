package dev.pollux.runtime.schedule;

import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.LongPoll;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.time.PausableClock;
import dev.pollux.runtime.time.WheelTimers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on several threads: a queue for each, from which the others steal, and one for what comes from outside.
 *
 * @origin tokio::runtime::scheduler::multi_thread (1.53), and Go's scheduler for the hand-over of a blocked thread's seat
 */
public final class WorkStealing implements Scheduler {

    /*
     * Who is who
     * ----------
     *     Seat        a place at which tasks are run; there are as many as there should be threads running tasks. Has timers
     *     Worker      a thread with a queue; sits in a seat, or is in a poll that lost it its seat, or is a spare
     *     Monitor     sees polls that take too long, and has the worker replaced
     *     IdleWorkers who sleeps, and who is woken: why no task is forgotten is told there
     *     Parker      how a worker sleeps: in the I/O driver, or on its thread
     *
     * How it ends
     * -----------
     * The tasks are cancelled while all goes on as before. When they have ended, or are not waited for, stop() sets `over`, and each
     * worker leaves after the poll it is in. What that poll leaves behind it sweeps up, and calls the hook of its thread. The last worker
     * that leaves closes timers and driver.
     */

    private final RuntimeContext context;
    private final String threadPrefix;
    private final ThreadHooks hooks;
    private final RandomGenerator random;
    private final @Nullable PausableClock clock;
    private final RuntimeEvents events;
    private final Seat[] seats;
    private final IdleWorkers idle;
    private final InjectQueue injected = new InjectQueue();
    private final IoTurn io;
    private final Monitor monitor;
    private final Spares spares = new Spares();
    private final Set<Worker> present = ConcurrentHashMap.newKeySet(); // all whose threads have not ended
    private final Queue<Thread> last = new ConcurrentLinkedQueue<>(); // those that left after `over`
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger(); // of the seats, at getting timers from outside
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Worker[] victims = {}; // whose queues may hold tasks; written under the lock of the idle set
    private volatile boolean over;
    private @Nullable Tasks tasks; // set before the workers start

    /**
     * Creates a scheduler without threads.
     *
     * @param context the runtime of its threads
     * @param workers how many threads run tasks at a time
     * @param threadPrefix begins the names of its threads
     * @param hooks called by each of its threads
     * @param io polled by workers that have nothing else to do
     * @param timers makes the timers of one worker; given what is to be called when a timer was armed that ends before the wait
     *     under way
     * @param random chooses victims
     * @param pollBudget how long a poll may take before another worker takes over
     * @param onLongPoll told of polls that took longer
     * @param clock moved on when there is nothing but timers to wait for; {@code null} for none
     * @param events told what workers do
     */
    public WorkStealing(
            RuntimeContext context,
            int workers,
            String threadPrefix,
            ThreadHooks hooks,
            IoDriver io,
            TimersFactory timers,
            RandomGenerator random,
            Duration pollBudget,
            Consumer<? super LongPoll> onLongPoll,
            @Nullable PausableClock clock,
            RuntimeEvents events) {
        this.context = context;
        this.threadPrefix = threadPrefix;
        this.hooks = hooks;
        this.random = random;
        this.clock = clock;
        this.events = events;
        this.io = new IoTurn(io);
        this.idle = new IdleWorkers(workers);
        this.seats = new Seat[workers];
        Arrays.setAll(seats, i -> new Seat(i, timers));
        this.monitor = new Monitor(this, pollBudget, threadPrefix + "-monitor", onLongPoll);
    }

    /**
     * Starts the threads.
     *
     * @param book swept up at the end
     */
    void start(Tasks book) {
        this.tasks = book;
        for (Seat seat : seats) {
            Worker worker = newWorker();
            worker.sitDown(seat);
            addVictim(worker);
        }
        for (Seat seat : seats) {
            seat.occupant().thread.start();
        }
        monitor.start(context);
    }

    ThreadHooks hooks() {
        return hooks;
    }

    private Worker newWorker() {
        Worker worker = new Worker(this, threadPrefix + "-worker-" + made.incrementAndGet(), context, random.nextInt());
        present.add(worker);
        return worker;
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void schedule(Runnable task, boolean gaveWay) {
        Worker here = WorkerThread.current();
        if (here != null && here.worksFor(this)) {
            here.schedule(task, gaveWay);
        } else {
            injected.addRemote(task);
            wakeOne();
        }
    }

    void inject(Runnable task) {
        injected.add(task);
        wakeOne();
    }

    /** Wakes a sleeper, if there is one and nobody searches. */
    void wakeOne() {
        Worker sleeper = idle.takeSleeper();
        if (sleeper != null) {
            sleeper.unpark();
        }
    }

    /**
     * Returns the timers nearest to the calling thread.
     *
     * @return the timers of the worker that calls, or of any worker
     */
    public WheelTimers timers() {
        Worker here = WorkerThread.current();
        Seat seat = here != null && here.worksFor(this) ? here.seat() : null;
        return seat != null ? seat.timers : seats[Math.floorMod(turn.getAndIncrement(), seats.length)].timers;
    }

    // ---------------------------------------------------------------- taking over

    /** Has another worker take the seat of one that is in a poll. Returns false if that has none any more, or there is no thread. */
    boolean replace(Worker worker) {
        if (worker.replaced || over) {
            return false;
        }
        Worker other = spares.take();
        boolean fresh = other == null;
        if (other == null) {
            other = newWorker();
        }
        boolean taken;
        synchronized (idle) { // whoever finds the seat taken finds the taker among the victims
            taken = idle.replace(worker, other);
            if (taken) {
                addVictim(other);
            }
        }
        if (fresh) {
            startOrUndo(other, worker, taken);
        } else if (taken) {
            LockSupport.unpark(other.thread);
        } else {
            spares.giveBack(other);
        }
        return taken;
    }

    private void startOrUndo(Worker fresh, Worker replaced, boolean taken) {
        try {
            fresh.thread.start();
        } catch (Throwable t) { // mostly OutOfMemoryError: the system has no thread left
            left(fresh);
            if (taken) {
                giveBack(fresh, replaced);
            }
            throw t;
        }
    }

    private void giveBack(Worker fresh, Worker replaced) {
        synchronized (idle) {
            removeVictim(fresh);
            spares.withdraw(replaced); // where it may wait for a seat by now
            idle.replace(fresh, replaced);
            addVictim(replaced);
        }
        LockSupport.unpark(replaced.thread);
    }

    /** Waits until the worker has a seat. False if it is to end. */
    boolean awaitSeat(Worker worker) {
        int before = worker.seatings;
        if (over || !stepBack(worker)) {
            return !over;
        }
        if (clock != null) {
            clock.askAgain(); // which may stand still only because of the poll that is over now
        }
        return spares.await(worker, before);
    }

    /** Returns whether the worker has no seat; then nobody looks for tasks with it. */
    private boolean stepBack(Worker worker) {
        synchronized (idle) { // it may be given its seat back at the same time
            if (worker.replaced) {
                removeVictim(worker);
            }
            return worker.replaced;
        }
    }

    private void addVictim(Worker worker) {
        synchronized (idle) {
            if (Arrays.asList(victims).contains(worker)) {
                return;
            }
            Worker[] more = Arrays.copyOf(victims, victims.length + 1);
            more[victims.length] = worker;
            victims = more;
        }
    }

    private void removeVictim(Worker worker) {
        synchronized (idle) {
            victims = Arrays.stream(victims).filter(each -> each != worker).toArray(Worker[]::new);
        }
    }

    // ---------------------------------------------------------------- the end

    /** Ends the work of each worker after the poll it is in. */
    void stop() {
        over = true;
        wakeAll();
        spares.close();
        monitor.stop();
    }

    /** Ends all work at once, as a worker cannot go on. */
    void fail() {
        stop();
        book().sweep();
    }

    private void wakeAll() {
        for (Worker worker : victims) {
            worker.unpark();
        }
    }

    /** A worker runs no more tasks. */
    void leaving() {
        if (over) {
            book().sweep();
        }
    }

    /** The thread of a worker ends: it has called its hooks. */
    void left(Worker worker) {
        if (over) {
            last.add(worker.thread);
        }
        present.remove(worker);
        if (over && present.isEmpty()) {
            closeDrivers();
            ended.countDown();
        }
    }

    void closeDrivers() {
        for (Seat seat : seats) {
            seat.timers.close();
        }
        io.close();
    }

    /** Waits for the end of all threads. Returns whether they have ended. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        if (nanos == 0) {
            return ended.getCount() == 0;
        }
        long begin = System.nanoTime();
        if (!ended.await(nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        for (Thread thread : last) {
            thread.join(); // it has nothing left to do
        }
        monitor.awaitEnd(nanos - (System.nanoTime() - begin));
        return true;
    }

    /** Returns who runs what. */
    Map<Runnable, Thread> busy() {
        Map<Runnable, Thread> busy = new HashMap<>();
        for (Worker worker : present) {
            Runnable task = worker.polled();
            if (task != null) {
                busy.put(task, worker.thread);
            }
        }
        return busy;
    }

    /** Returns all threads that have not ended. */
    List<Thread> threads() {
        return present.stream().<Thread>map(worker -> worker.thread).toList();
    }

    private Tasks book() {
        return Objects.requireNonNull(tasks, "tasks");
    }

    boolean isOver() {
        return over;
    }

    // ---------------------------------------------------------------- for workers and the monitor

    boolean hasTasks() {
        if (!injected.isEmpty()) {
            return true;
        }
        for (Worker victim : victims) {
            if (!victim.queue.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether there is nothing to run, and nobody runs anything. */
    boolean isIdle() {
        return !idle.isAnyAwake() && victims.length == seats.length && !hasTasks();
    }

    @Nullable PausableClock clock() {
        return clock;
    }

    /**
     * Returns what can be read off from outside.
     *
     * @return the gauges of this scheduler
     */
    public Gauges gauges() {
        return new WorkStealingGauges(this);
    }

    Seat seat(int index) {
        return seats[Objects.checkIndex(index, seats.length)];
    }

    RuntimeEvents events() {
        return events;
    }

    Spares spares() {
        return spares;
    }

    Set<Worker> present() {
        return present;
    }

    int workers() {
        return seats.length;
    }

    Worker[] victims() {
        return victims;
    }

    IdleWorkers idle() {
        return idle;
    }

    InjectQueue injected() {
        return injected;
    }

    IoTurn io() {
        return io;
    }

    Monitor monitor() {
        return monitor;
    }
}
