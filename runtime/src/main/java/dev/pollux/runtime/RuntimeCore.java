package dev.pollux.runtime;

import dev.pollux.future.Future;
import dev.pollux.future.Host;
import dev.pollux.runtime.blocking.ThreadBlockingPool;
import dev.pollux.runtime.schedule.AsyncThreads;
import dev.pollux.runtime.schedule.CurrentThread;
import dev.pollux.runtime.schedule.Drivers;
import dev.pollux.runtime.schedule.Flavour;
import dev.pollux.runtime.schedule.LazyIoDriver;
import dev.pollux.runtime.schedule.MultiThread;
import dev.pollux.runtime.schedule.OneSeat;
import dev.pollux.runtime.schedule.WorkStealing;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.task.BlockingCall;
import dev.pollux.runtime.task.FailureReports;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.time.PausableClock;
import dev.pollux.runtime.time.WheelTimers;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskFailure;
import dev.pollux.time.Sleep;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The parts of one runtime, put together. */
final class RuntimeCore implements RuntimeContext, Host {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final String name;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration cleanUpLimit;
    private final LazyIoDriver io;
    private final Supplier<WheelTimers> timers;
    private final ContextBlockingPool blocking;
    private final FailureReports failures;
    private final Tasks tasks;
    private final Tasks jobs;
    private final Flavour flavour;
    private final Handle handle;
    private final @Nullable Thread owner; // the only thread that may run tasks; null if any may
    private volatile boolean shutDown; // written by shutdown, read by blockOn

    RuntimeCore(RuntimeBuilder builder, @Nullable Thread owner) {
        this.owner = owner;
        name = builder.name;
        clock = builder.clock();
        random = builder.random;
        cleanUpLimit = builder.cleanUpLimit;
        handle = new Handle(this);
        io = new LazyIoDriver(builder.ioDriver);
        blocking = new ContextBlockingPool(poolOf(builder), this, pausableClock());
        failures = new FailureReports(builder.onFailure);
        jobs = Tasks.blockingOn(blocking, failures, this);
        if (builder.multiThread) {
            WorkStealing scheduler = new WorkStealing(
                    this,
                    builder.workerThreads,
                    builder.threadPrefix(),
                    io,
                    this::makeTimers,
                    random,
                    builder.pollBudget,
                    builder.onLongPoll,
                    pausableClock());
            timers = scheduler::timers;
            tasks = Tasks.polledBy(scheduler, failures, this);
            flavour = MultiThread.start(scheduler, tasks, pausableClock()); // last: the workers see everything above
        } else {
            WheelTimers wheel = makeTimers(io::wakeup);
            OneSeat scheduler = new OneSeat(new Drivers(io, wheel, pausableClock()), builder.taskOrder);
            timers = () -> wheel;
            tasks = Tasks.polledBy(scheduler, failures, this);
            flavour = new CurrentThread(scheduler, tasks);
        }
    }

    private WheelTimers makeTimers(Runnable onEarlier) {
        WheelTimers made = new WheelTimers(clock, onEarlier, this::timersOfCaller);
        PausableClock pausable = pausableClock();
        if (pausable != null) {
            pausable.follow(made);
        }
        return made;
    }

    private WheelTimers timersOfCaller() {
        return timers.get();
    }

    private @Nullable PausableClock pausableClock() {
        return clock instanceof PausableClock pausable ? pausable : null;
    }

    private BlockingPool poolOf(RuntimeBuilder builder) {
        return builder.blockingPool != null
                ? builder.blockingPool
                : new ThreadBlockingPool(
                        builder.maxBlockingThreads, builder.threadKeepAlive, threads(builder, "blocking"));
    }

    private ContextThreads threads(RuntimeBuilder builder, String role) {
        return new ContextThreads(builder.threadPrefix() + "-" + role, this);
    }

    // ---------------------------------------------------------------- work

    <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        if (owner != null) {
            requireOwner("blockOn");
        }
        if (shutDown) {
            throw new IllegalStateException("blockOn was called on " + this + " after it was shut down");
        }
        return AsyncThreads.blockInPlace("blockOn", () -> blockOnHere(future));
    }

    private <T extends @Nullable Object> T blockOnHere(Future<T> future) throws Exception {
        RuntimeContext before = RuntimeContext.replace(this);
        try {
            return flavour.blockOn(future);
        } finally {
            RuntimeContext.replace(before);
        }
    }

    <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return tasks.spawn(future);
    }

    <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        if (owner == null) {
            throw new IllegalStateException("spawnLocal was called outside a LocalSet, on " + this
                    + ", whose tasks may change threads: use LocalSet.runUntil(...), or a LocalRuntime");
        }
        requireOwner("spawnLocal");
        return spawn(future);
    }

    void requireOwner(String operation) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(operation + " of a LocalRuntime was called on "
                    + Thread.currentThread().getName() + ", but the runtime belongs to the thread that built it"
                    + (owner == null ? "" : ", " + owner.getName()));
        }
    }

    void reportFailure(TaskFailure failure) {
        failures.report(failure);
    }

    @Override
    public void spawnDetached(Future<?> future) {
        tasks.spawnDetached(future);
    }

    <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return jobs.spawn(new BlockingCall<>(job));
    }

    // ---------------------------------------------------------------- the end

    ShutdownReport shutdown(Duration timeout) throws InterruptedException {
        if (!timeout.isZero()) {
            AsyncThreads.refuse("shutdown with a timeout", "Use shutdown(Duration.ZERO), which does not wait.");
            blocking.refuseInside();
        }
        shutDown = true;
        RuntimeContext before = RuntimeContext.replace(this); // clean-up code may run on this thread
        try {
            return endEverything(timeout, System.nanoTime() + nanos(timeout));
        } finally {
            RuntimeContext.replace(before);
        }
    }

    private ShutdownReport endEverything(Duration timeout, long end) throws InterruptedException {
        int cancelledBefore = cancelled();
        flavour.stop(!timeout.isZero());
        int workersLeft = flavour.awaitEnd(left(timeout, end));
        int jobsLeft = blocking.shutdown(Duration.ofNanos(left(timeout, end)));
        jobs.cancelAll(); // those still queued; running ones run on
        failures.reportAll();
        return new ShutdownReport(cancelled() - cancelledBefore, workersLeft, jobsLeft);
    }

    private int cancelled() {
        return tasks.cancelled() + jobs.cancelled();
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : timeout.toNanos();
    }

    private static long left(Duration timeout, long end) {
        return timeout.isZero() ? 0 : Math.max(0, end - System.nanoTime());
    }

    // ---------------------------------------------------------------- the context

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public TimerDriver timers() {
        return timers.get();
    }

    @Override
    public IoDriver io() {
        return io;
    }

    @Override
    public BlockingPool blocking() {
        return blocking;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Future<?> cleanUpLimit() {
        RuntimeContext before = RuntimeContext.replace(this);
        try {
            return Sleep.of(cleanUpLimit);
        } finally {
            RuntimeContext.replace(before);
        }
    }

    Handle handle() {
        return handle;
    }

    String name() {
        return name;
    }

    @Override
    public String toString() {
        return "AsyncRuntime[" + name + "]";
    }
}
