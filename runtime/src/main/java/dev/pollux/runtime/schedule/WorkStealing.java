package dev.pollux.runtime.schedule;

import dev.pollux.runtime.LongPoll;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.time.PausableClock;
import dev.pollux.runtime.time.WheelTimers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
     *     RUNNING ──stop──► ENDING ──no task is alive──► OVER
     *
     * From ENDING on each worker does its share of cancelling the tasks, and goes on to run those with clean-up that takes time.
     * Whoever ends the last task turns ENDING into OVER, and wakes all. The last worker that leaves closes timers and driver.
     */

    private enum Phase {
        RUNNING,
        ENDING,
        OVER
    }

    private final RuntimeContext context;
    private final String threadPrefix;
    private final RandomGenerator random;
    private final @Nullable PausableClock clock;
    private final Seat[] seats;
    private final IdleWorkers idle;
    private final InjectQueue injected = new InjectQueue();
    private final IoTurn io;
    private final Monitor monitor;
    private final Spares spares = new Spares();
    private final Set<Worker> present = ConcurrentHashMap.newKeySet(); // all whose threads have not ended
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger(); // of the seats, at getting timers from outside
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Worker[] victims = {}; // whose queues may hold tasks; written under the lock of the idle set
    private volatile Phase phase = Phase.RUNNING;
    private @Nullable Tasks tasks; // set before the workers start

    /**
     * Creates a scheduler without threads.
     *
     * @param context the runtime of its threads
     * @param workers how many threads run tasks at a time
     * @param threadPrefix begins the names of its threads
     * @param io polled by workers that have nothing else to do
     * @param timers makes the timers of one worker; given what is to be called when a timer was armed that ends before the wait
     *     under way
     * @param random chooses victims
     * @param pollBudget how long a poll may take before another worker takes over
     * @param onLongPoll told of polls that took longer
     * @param clock moved on when there is nothing but timers to wait for; {@code null} for none
     */
    public WorkStealing(
            RuntimeContext context,
            int workers,
            String threadPrefix,
            IoDriver io,
            TimersFactory timers,
            RandomGenerator random,
            Duration pollBudget,
            Consumer<? super LongPoll> onLongPoll,
            @Nullable PausableClock clock) {
        this.context = context;
        this.threadPrefix = threadPrefix;
        this.random = random;
        this.clock = clock;
        this.io = new IoTurn(io);
        this.idle = new IdleWorkers(workers);
        this.seats = new Seat[workers];
        Arrays.setAll(seats, i -> new Seat(i, timers));
        this.monitor = new Monitor(this, pollBudget, threadPrefix + "-monitor", onLongPoll);
    }

    /**
     * Starts the threads.
     *
     * @param book cancelled at the end
     */
    void start(Tasks book) {
        this.tasks = book;
        book.whenEmpty(this::noTaskIsLeft);
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
            inject(task);
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
        if (worker.replaced || phase == Phase.OVER) {
            return false;
        }
        Worker other = spares.take();
        boolean fresh = other == null;
        if (other == null) {
            other = newWorker();
        }
        boolean taken = idle.replace(worker, other);
        if (taken) {
            addVictim(other);
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
                removeVictim(fresh);
                idle.replace(fresh, replaced);
                LockSupport.unpark(replaced.thread);
            }
            throw t;
        }
    }

    /** Waits until the worker has a seat. False if it is to end. */
    boolean awaitSeat(Worker worker) {
        int before = worker.seatings;
        if (worker.replaced) {
            removeVictim(worker);
            return phase != Phase.OVER && spares.await(worker, before);
        }
        return phase != Phase.OVER;
    }

    private void addVictim(Worker worker) {
        synchronized (idle) {
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

    /** Begins to end all work. */
    void stop() {
        synchronized (idle) {
            if (phase == Phase.RUNNING) {
                phase = Phase.ENDING;
            }
        }
        wakeAll();
    }

    /** Ends all work at once, as this worker cannot go on. */
    void fail() {
        stop();
        cancelTasks();
        book().giveUpCleanUp();
        finish();
    }

    void cancelTasks() {
        book().cancelAll();
    }

    private void noTaskIsLeft() {
        finish();
    }

    private void finish() {
        phase = Phase.OVER;
        wakeAll();
        spares.close();
        monitor.stop();
    }

    private void wakeAll() {
        for (Worker worker : victims) {
            worker.unpark();
        }
    }

    /** The thread of a worker ends. */
    void left(Worker worker) {
        present.remove(worker);
        if (phase == Phase.OVER && present.isEmpty()) {
            for (Seat seat : seats) {
                seat.timers.close();
            }
            io.close();
            ended.countDown();
        }
    }

    /** Waits for the end of all threads. Returns how many have not ended. */
    int awaitEnd(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS) ? 0 : Math.max(1, present.size());
    }

    private Tasks book() {
        return Objects.requireNonNull(tasks, "tasks");
    }

    boolean isEnding() {
        return phase != Phase.RUNNING;
    }

    boolean isOver() {
        return phase == Phase.OVER;
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
