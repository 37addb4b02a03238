package dev.pollux.runtime;

import dev.pollux.future.Future;
import dev.pollux.future.Futurelock;
import dev.pollux.future.Futures;
import dev.pollux.future.Host;
import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.NoTask;
import dev.pollux.runtime.context.RunningTask;
import dev.pollux.runtime.context.TaskContext;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.schedule.AsyncThreads;
import dev.pollux.runtime.schedule.CurrentThread;
import dev.pollux.runtime.schedule.Drivers;
import dev.pollux.runtime.schedule.Flavour;
import dev.pollux.runtime.schedule.Gauges;
import dev.pollux.runtime.schedule.LazyIoDriver;
import dev.pollux.runtime.schedule.MultiThread;
import dev.pollux.runtime.schedule.OneSeat;
import dev.pollux.runtime.schedule.WorkStealing;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.Draining;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.task.BlockingJobs;
import dev.pollux.runtime.task.FailureReports;
import dev.pollux.runtime.task.Ledger;
import dev.pollux.runtime.task.RunningScopes;
import dev.pollux.runtime.task.ScopeHost;
import dev.pollux.runtime.task.StageFuture;
import dev.pollux.runtime.task.TaskHooks;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.task.Waits;
import dev.pollux.runtime.time.PausableClock;
import dev.pollux.runtime.time.WheelTimers;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.LocalSpawner;
import dev.pollux.task.TaskFailure;
import dev.pollux.time.Sleep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The parts of one runtime, put together. */
final class RuntimeCore implements RuntimeContext, ScopeHost, LocalSpawner, Host {

    private final String name;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration cleanUpLimit;
    private final Futurelocks futurelocks;
    private final boolean recordSpawnSites;
    private final LazyIoDriver io;
    private final HostLookUps lookUps;
    private final Supplier<WheelTimers> timers;
    private final FailureReports failures;
    private final @Nullable FailStop failStop; // null: a task that fails ends nothing but itself
    private final Ledger ledger = new Ledger();
    private final Drains drains = new Drains();
    private final LocalTasks localTasks = new LocalTasks();
    private final RunningScopes scopes = new RunningScopes();
    private final TaskHooks taskHooks;
    private final Tasks tasks;
    private final Pools pools;
    private final Flavour flavour;
    private final Handle handle;
    private final Gauges gauges;
    private final TaskWatch watch;
    private final RuntimeMetrics metrics;
    private final @Nullable Thread owner; // the only thread that may run tasks; null if any may
    private final Life life = new Life(this);

    RuntimeCore(RuntimeBuilder builder, @Nullable Thread owner) {
        this.owner = owner;
        name = builder.name;
        clock = builder.clock();
        random = builder.random;
        cleanUpLimit = builder.cleanUpLimit;
        futurelocks = new Futurelocks(builder.onFuturelock);
        recordSpawnSites = builder.recordSpawnSites;
        handle = new Handle(this);
        io = new LazyIoDriver(builder.ioDriver);
        lookUps = new HostLookUps(builder.resolver == null ? new SystemResolver(handle) : builder.resolver);
        RuntimeEvents events = builder.events();
        failures = new FailureReports(builder.onFailure);
        failStop = builder.unhandledFailure == UnhandledFailure.SHUT_DOWN
                ? new FailStop(inWords(), this::endByFailure)
                : null;
        taskHooks = builder.taskHooks();
        pools = new Pools(builder, this, failures, taskHooks, ledger, events);
        if (builder.multiThread) {
            WorkStealing scheduler = new WorkStealing(
                    this,
                    builder.workerThreads,
                    builder.threadPrefix(),
                    builder.threadHooks(),
                    io,
                    this::makeTimers,
                    random,
                    builder.pollBudget,
                    builder.onLongPoll,
                    pausableClock(),
                    events);
            gauges = scheduler.gauges();
            timers = scheduler::timers;
            tasks = Tasks.polledBy(scheduler, failures, this, taskHooks, ledger);
            tasks.onFailure(failStop);
            watch = watch(builder, events);
            flavour = MultiThread.start(scheduler, tasks, pausableClock()); // last: the workers see everything above
        } else {
            WheelTimers wheel = makeTimers(io::wakeup);
            OneSeat scheduler = new OneSeat(
                    new Drivers(io, wheel, pausableClock()), builder.taskOrder, builder.threadHooks(), events);
            gauges = scheduler.gauges();
            timers = () -> wheel;
            tasks = Tasks.polledBy(scheduler, failures, this, taskHooks, ledger);
            tasks.onFailure(failStop);
            watch = watch(builder, events);
            flavour = new CurrentThread(scheduler, tasks);
        }
        metrics = new RuntimeMetrics(this);
        LiveRuntimes.add(this);
    }

    /** Tells whether tasks remember when they did what. */
    boolean observesTasks() {
        return tasks.isObserved();
    }

    private TaskWatch watch(RuntimeBuilder builder, RuntimeEvents events) {
        TaskWatch watching = new TaskWatch(builder, gauges, events);
        if (builder.observesTasks()) {
            tasks.observe(watching);
        }
        return watching;
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

    @Nullable PausableClock pausableClock() {
        return clock instanceof PausableClock pausable ? pausable : null;
    }

    // ---------------------------------------------------------------- work

    <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        if (owner != null) {
            requireOwner("blockOn");
        }
        if (!life.takesWork()) {
            throw refusal(future);
        }
        boolean inside = AsyncThreads.isCurrent(); // then a task waits for this, and this must not wait for the task
        Future<T> guarded = failStop == null
                ? future
                : failStop.guard(
                        "blockOn", future, () -> inside ? Futures.<@Nullable Void>ready(null) : allEnded(tasks));
        return AsyncThreads.blockInPlace("blockOn", () -> blockOnHere(guarded));
    }

    /** Drops what it will not run, as a refused task is. */
    private RuntimeShutdownException refusal(Future<?> future) {
        RuntimeShutdownException refused = shutDown("blockOn");
        try {
            future.drop();
        } catch (Throwable t) { // foreign code
            refused.addSuppressed(t);
        }
        return refused;
    }

    /** Waits until the tasks of a closed book have ended, but no longer than a clean-up may take. */
    Future<?> allEnded(Tasks book) {
        return Futures.race(List.of(new StageFuture<>(book::emptied), cleanUpLimit()));
    }

    private <T extends @Nullable Object> T blockOnHere(Future<T> future) throws Exception {
        RuntimeContext before = RuntimeContext.replace(this);
        RunningTask caller = CurrentTask.get();
        CurrentTask.replace(new NoTask(TaskContext.current(), caller));
        try {
            return flavour.blockOn(future);
        } finally {
            CurrentTask.replace(caller);
            RuntimeContext.replace(before);
        }
    }

    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return spawn(future, null);
    }

    <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future, @Nullable String name) {
        return life.takesWork() ? tasks.spawn(future, labelOf(name)) : tasks.refuse(future);
    }

    TaskHooks taskHooks() {
        return taskHooks;
    }

    @Override
    public void report(TaskFailure failure) {
        failures.report(failure);
    }

    @Override
    public RunningScopes runningScopes() {
        return scopes;
    }

    TaskLabel labelOf(@Nullable String name) {
        if (!recordSpawnSites) {
            return name == null ? TaskLabel.NONE : new TaskLabel(name, null);
        }
        return new TaskLabel(name, SpawnSite.ofCaller());
    }

    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        return spawnLocal(future, null);
    }

    <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future, @Nullable String name) {
        LocalSet local = CurrentLocal.get();
        if (local != null) {
            return local.spawnLocal(future, name);
        }
        if (owner == null) {
            throw new IllegalStateException("spawnLocal was called outside a LocalSet, on " + this
                    + ", whose tasks may change threads: use LocalSet.runUntil(...), or a LocalRuntime");
        }
        requireOwner("spawnLocal");
        return spawn(future, name);
    }

    void requireOwner(String operation) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(operation + " of a LocalRuntime was called on "
                    + Thread.currentThread().getName() + ", but the runtime belongs to the thread that built it"
                    + (owner == null ? "" : ", " + owner.getName()));
        }
    }

    @Override
    public void spawnDetached(Future<?> future) {
        if (life.takesWork()) {
            tasks.spawnDetached(future);
        } else {
            tasks.refuse(future).drop();
        }
    }

    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return spawnBlocking(job, null);
    }

    <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job, @Nullable String name) {
        return spawnOn(pools.blocking(), job, name);
    }

    <T extends @Nullable Object> JoinHandle<T> spawnCompute(Callable<T> job) {
        return spawnOn(pools.compute(), job, null);
    }

    private <T extends @Nullable Object> JoinHandle<T> spawnOn(
            BlockingJobs jobs, Callable<T> job, @Nullable String name) {
        return life.takesJobs() ? jobs.spawn(job, labelOf(name)) : jobs.refuse(job);
    }

    /** Tells whether the caller may still start blocking jobs. */
    boolean takesJobs() {
        return life.takesJobs();
    }

    RuntimeShutdownException shutDown(String operation) {
        return new RuntimeShutdownException(operation, inWords(), failStop == null ? null : failStop.failure());
    }

    private String inWords() {
        return "the Pollux runtime \"" + name + "\"";
    }

    // ---------------------------------------------------------------- the end

    ShutdownReport shutdown(Duration timeout) throws InterruptedException {
        return shutdown(ShutdownTimes.divided(timeout, cleanUpLimit));
    }

    ShutdownReport shutdown(Duration drain, Duration total) throws InterruptedException {
        if (drain.isNegative() || drain.compareTo(total) > 0) {
            throw new IllegalArgumentException("drain must be between zero and total: " + drain + ", " + total);
        }
        return shutdown(ShutdownTimes.given(drain, total));
    }

    private ShutdownReport shutdown(ShutdownTimes times) throws InterruptedException {
        if (times.mayWait()) {
            refuseToWait("shutdown with a timeout");
        }
        return shutdown(times, true);
    }

    /** Waits for everything, whatever happens. */
    void close() {
        refuseToWait("AsyncRuntime.close()");
        try {
            shutdown(ShutdownTimes.forever(), false);
        } catch (InterruptedException e) {
            throw new AssertionError("not interruptible", e);
        }
    }

    private void refuseToWait(String operation) {
        AsyncThreads.refuse(operation, "Use shutdown(Duration.ZERO), which does not wait, or a plain thread.");
        if (BlockingJobs.isInside(this)) {
            throw waitsForItself(operation, "job");
        }
        if (flavour.busy().containsValue(Thread.currentThread())) { // and blocks in place
            throw waitsForItself(operation, "task");
        }
    }

    private static IllegalStateException waitsForItself(String operation, String caller) {
        return new IllegalStateException(
                operation + " was called in a blocking job or a task of this runtime, and would wait for that " + caller
                        + ": use shutdown(Duration.ZERO), or shut down on another thread");
    }

    private ShutdownReport shutdown(ShutdownTimes times, boolean interruptible) throws InterruptedException {
        life.beginToDrain();
        LiveRuntimes.remove(this);
        RuntimeContext before = RuntimeContext.replace(this); // clean-up code may run on this thread
        try {
            return new Shutdown(this, times, interruptible).run();
        } finally {
            life.end();
            RuntimeContext.replace(before);
        }
    }

    private void endByFailure() {
        countEnds();
        cancelAll();
    }

    /** Has the ledger told of all that is alive or comes later. */
    void countEnds() {
        tasks.count();
        pools.count();
    }

    /** Takes no more tasks, and cancels them and the jobs that have not begun. */
    void cancelAll() {
        life.beginToCancel();
        tasks.close();
        pools.cancelQueued(); // now, since clean-up may queue more, which are to run
        if (!tasks.isEmpty()) {
            tasks.abortAll();
        }
    }

    UnhandledFailure unhandledFailure() {
        return failStop == null ? UnhandledFailure.REPORT : UnhandledFailure.SHUT_DOWN;
    }

    // ---------------------------------------------------------------- the parts

    Pools pools() {
        return pools;
    }

    Flavour flavour() {
        return flavour;
    }

    FailureReports failures() {
        return failures;
    }

    Ledger ledger() {
        return ledger;
    }

    Drains drains() {
        return drains;
    }

    // ---------------------------------------------------------------- the context

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public TimerDriver timers() {
        if (life.hasEnded()) {
            throw shutDown("a timer");
        }
        return timers.get();
    }

    @Override
    public IoDriver io() {
        return io; // closed by the shutdown; its failures are IOExceptions, as others of sockets
    }

    @Override
    public Future<List<InetAddress>> lookUp(String host) {
        return lookUps.lookUp(host);
    }

    @Override
    public AutoCloseable drainAtShutdown(Draining draining) {
        return drains.add(draining);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void futurelock(Futurelock report) {
        futurelocks.tell(report);
    }

    @Override
    public Future<?> cleanUpLimit() {
        RuntimeContext before = RuntimeContext.replace(this);
        try {
            return life.hasEnded() ? Futures.ready(true) : Sleep.of(cleanUpLimit);
        } finally {
            RuntimeContext.replace(before);
        }
    }

    // ---------------------------------------------------------------- seen from outside

    RuntimeMetrics metrics() {
        return metrics;
    }

    RuntimeDump dump() {
        return new DumpReader(this).read();
    }

    void dumpTo(Appendable out) throws IOException {
        try {
            new DumpReader(this).writeTo(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Gauges gauges() {
        return gauges;
    }

    TaskWatch watch() {
        return watch;
    }

    Tasks tasks() {
        return tasks;
    }

    LocalTasks localTasks() {
        return localTasks;
    }

    List<CallerDump> callers(Waits waits) {
        return flavour.callers(waits);
    }

    @Nullable IoDriver openedDriver() {
        return io.opened();
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
