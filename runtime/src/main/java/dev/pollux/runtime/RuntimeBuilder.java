package dev.pollux.runtime;

import dev.pollux.future.Futurelock;
import dev.pollux.runtime.blocking.VirtualThreads;
import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.io.BestDriver;
import dev.pollux.runtime.metrics.HistogramConfig;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.IoDriverFactory;
import dev.pollux.runtime.spi.LongPoll;
import dev.pollux.runtime.spi.Resolver;
import dev.pollux.runtime.spi.TaskOrder;
import dev.pollux.runtime.task.TaskHooks;
import dev.pollux.runtime.time.PausableClock;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskMeta;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Configures a runtime. Every setting has a default that suits most programs.
 *
 * @see AsyncRuntime#multiThread
 * @see AsyncRuntime#currentThread
 */
public final class RuntimeBuilder {

    private static final IoDriverFactory DEFAULT_IO = () -> new BestDriver().open(); // looks around when it is needed
    private static final int DEFAULT_BLOCKING_THREADS = 512;
    private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration DEFAULT_CLEAN_UP_LIMIT = Duration.ofSeconds(5);
    private static final Duration DEFAULT_POLL_BUDGET = Duration.ofMillis(10);

    final boolean multiThread;
    int workerThreads = Runtime.getRuntime().availableProcessors(); // which the JDK derives from the cgroup's quota
    int maxBlockingThreads = DEFAULT_BLOCKING_THREADS;
    Duration threadKeepAlive = DEFAULT_KEEP_ALIVE;
    Duration cleanUpLimit = DEFAULT_CLEAN_UP_LIMIT;
    Duration pollBudget = DEFAULT_POLL_BUDGET;
    String name = "pollux";

    @Nullable String threadName;

    @Nullable Clock clock; // null: the system's, which can be paused

    boolean startPaused;
    RandomGenerator random = ThreadRandom.INSTANCE;
    TaskOrder taskOrder = TaskOrder.firstComeFirstServed();
    IoDriverFactory ioDriver = DEFAULT_IO;

    @Nullable Resolver resolver; // null: the JDK's

    @Nullable BlockingPool blockingPool;

    boolean virtualBlockingThreads;

    Consumer<? super TaskFailure> onFailure = RuntimeBuilder::log;
    UnhandledFailure unhandledFailure = UnhandledFailure.REPORT;
    Consumer<? super LongPoll> onLongPoll = RuntimeBuilder::log;
    Consumer<? super Futurelock> onFuturelock = RuntimeBuilder::log;

    boolean recordSpawnSites;

    @Nullable Consumer<? super TaskMeta> onTaskSpawn;

    @Nullable Consumer<? super TaskMeta> onTaskTerminate;

    @Nullable Consumer<? super TaskMeta> beforeTaskPoll;

    @Nullable Consumer<? super TaskMeta> afterTaskPoll;

    @Nullable Runnable onThreadStart;

    @Nullable Runnable onThreadStop;

    @Nullable Runnable onThreadPark;

    @Nullable Runnable onThreadUnpark;

    @Nullable HistogramConfig pollTimeHistogram;

    @Nullable HistogramConfig scheduleLatencyHistogram;

    boolean trackTaskTimes;
    boolean flightRecorder = Boolean.getBoolean("pollux.jfr");

    RuntimeBuilder(boolean multiThread) {
        this.multiThread = multiThread;
    }

    /**
     * Sets how many threads poll tasks.
     *
     * @param count at least one; by default the number of processors this JVM may use
     * @return this builder
     * @throws IllegalArgumentException if {@code count} is less than one
     * @throws IllegalStateException if this builds a current-thread runtime, which has no threads of its own
     */
    public RuntimeBuilder workerThreads(int count) {
        if (!multiThread) {
            throw new IllegalStateException(
                    "a current-thread runtime has no worker threads; use AsyncRuntime.multiThread()");
        }
        this.workerThreads = positive(count, "workerThreads");
        return this;
    }

    /**
     * Sets how many blocking jobs run at the same time.
     *
     * @param count at least one; by default 512; more jobs wait in a queue
     * @return this builder
     * @throws IllegalArgumentException if {@code count} is less than one
     */
    public RuntimeBuilder maxBlockingThreads(int count) {
        this.maxBlockingThreads = positive(count, "maxBlockingThreads");
        return this;
    }

    /**
     * Runs blocking jobs on virtual threads, as many at the same time as {@link #maxBlockingThreads} allows. Worth it where jobs are
     * many and mostly wait; not for jobs that compute, or that hold monitors while they wait on a JDK before 24.
     *
     * @param virtual whether to; by default {@code false}
     * @return this builder
     * @throws UnsupportedOperationException if this JDK has no virtual threads: they need 21
     */
    public RuntimeBuilder virtualBlockingThreads(boolean virtual) {
        if (virtual && !VirtualThreads.areSupported()) {
            throw new UnsupportedOperationException(
                    "virtualBlockingThreads needs JDK 21 or later; this is " + Runtime.version());
        }
        this.virtualBlockingThreads = virtual;
        return this;
    }

    /**
     * Sets how long an idle thread of the blocking pool waits for another job.
     *
     * @param keepAlive by default ten seconds
     * @return this builder
     * @throws IllegalArgumentException if {@code keepAlive} is negative
     */
    public RuntimeBuilder threadKeepAlive(Duration keepAlive) {
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("threadKeepAlive must not be negative: " + keepAlive);
        }
        this.threadKeepAlive = keepAlive;
        return this;
    }

    /**
     * Sets how long the clean-up of something that was dropped may await. Clean-up that takes longer is given up and reported as a
     * {@link dev.pollux.future.CleanUpTimeoutException}, which says where it stood.
     *
     * @param limit by default five seconds; zero gives up at the first await that is pending
     * @return this builder
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public RuntimeBuilder cleanUpLimit(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("cleanUpLimit must not be negative: " + limit);
        }
        this.cleanUpLimit = limit;
        return this;
    }

    /**
     * Sets how long a single poll of a task may take. When it takes longer, another thread takes the worker's place, so that its
     * other tasks, timers and sockets go on; and the line that takes so long is reported to the log, once.
     *
     * @param budget by default ten milliseconds; at least one millisecond
     * @return this builder
     * @throws IllegalArgumentException if {@code budget} is shorter than a millisecond
     * @throws IllegalStateException if this builds a current-thread runtime, which has no other thread
     */
    public RuntimeBuilder pollBudget(Duration budget) {
        if (!multiThread) {
            throw new IllegalStateException(
                    "a current-thread runtime has no other thread to take over from a long poll;"
                            + " use AsyncRuntime.multiThread()");
        }
        if (budget.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("pollBudget must be at least one millisecond: " + budget);
        }
        this.pollBudget = budget;
        return this;
    }

    /**
     * Names the runtime, for people.
     *
     * @param name by default {@code pollux}
     * @return this builder
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public RuntimeBuilder name(String name) {
        this.name = notBlank(name, "name");
        return this;
    }

    /**
     * Sets how the names of the threads begin. Workers are called {@code prefix-worker-1} and so on.
     *
     * @param prefix by default the name of the runtime
     * @return this builder
     * @throws IllegalArgumentException if {@code prefix} is blank
     */
    public RuntimeBuilder threadName(String prefix) {
        this.threadName = notBlank(prefix, "threadName");
        return this;
    }

    /**
     * Replaces the clock of the timers. It cannot be paused.
     *
     * @param clock by default {@link System#nanoTime}
     * @return this builder
     * @see dev.pollux.time.Time
     */
    public RuntimeBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Starts the runtime with its clock paused, for tests: see {@link dev.pollux.time.Time}.
     *
     * @param paused by default {@code false}
     * @return this builder
     */
    public RuntimeBuilder startPaused(boolean paused) {
        this.startPaused = paused;
        return this;
    }

    /**
     * Replaces the source of randomness.
     *
     * @param random safe for use by any thread; by default one without a seed
     * @return this builder
     */
    public RuntimeBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /**
     * Makes the random choices of the runtime repeatable.
     *
     * @param seed the same seed gives the same sequence of choices
     * @return this builder
     */
    public RuntimeBuilder seed(long seed) {
        long spread = new SplittableRandom(seed).nextLong(); // a Random begins alike for all small seeds
        return random(new Random(spread)); // safe for threads, as the newer generators are not
    }

    /**
     * Replaces the rule by which the next of the ready tasks is picked.
     *
     * @param order by default {@link TaskOrder#firstComeFirstServed}
     * @return this builder
     * @throws IllegalStateException if this builds a multi-thread runtime, where each worker has an order of its own
     */
    public RuntimeBuilder taskOrder(TaskOrder order) {
        if (multiThread) {
            throw new IllegalStateException(
                    "a multi-thread runtime has no single order of tasks; use AsyncRuntime.currentThread()");
        }
        this.taskOrder = Objects.requireNonNull(order, "order");
        return this;
    }

    /**
     * Replaces the driver of the sockets. By default, it is the first {@link dev.pollux.runtime.spi.IoDriverProvider} that works
     * here, or else {@code java.nio}; the system property {@code pollux.io} names another.
     *
     * @param factory called when the runtime's first socket is opened
     * @return this builder
     */
    public RuntimeBuilder ioDriver(IoDriverFactory factory) {
        this.ioDriver = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Replaces what finds the addresses of hosts.
     *
     * @param resolver asked once for equal look-ups under way; by default the JDK is asked, on threads of its own
     * @return this builder
     */
    public RuntimeBuilder resolver(Resolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        return this;
    }

    /**
     * Replaces the threads for blocking code. The runtime shuts the pool down when it is shut down itself.
     *
     * @param pool used instead of an own pool; {@link #maxBlockingThreads} and {@link #threadKeepAlive} then mean nothing
     * @return this builder
     */
    public RuntimeBuilder blockingPool(BlockingPool pool) {
        this.blockingPool = Objects.requireNonNull(pool, "pool");
        return this;
    }

    /**
     * Sets who hears of failures that no handle delivers: of detached tasks at once, of tasks whose handle is forgotten when the
     * handle is collected or the runtime shut down.
     *
     * @param hook called on whatever thread notices; must not block; by default the failure is logged with its stack trace
     * @return this builder
     */
    public RuntimeBuilder onFailure(Consumer<? super TaskFailure> hook) {
        this.onFailure = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what becomes of the runtime when a task fails.
     *
     * @param policy by default {@link UnhandledFailure#REPORT}: the others go on
     * @return this builder
     */
    public RuntimeBuilder unhandledFailure(UnhandledFailure policy) {
        this.unhandledFailure = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets who hears of polls that are blocked for longer than their {@linkplain #pollBudget budget}, or compute for longer than ten
     * budgets, since code that runs for the first time is slow. It hears once for each source line, and not when a
     * pause of the whole process or a debugger was the cause.
     *
     * @param hook called by a thread of the runtime that watches over the others; must not block; by default the report is logged
     * @return this builder
     */
    public RuntimeBuilder onLongPoll(Consumer<? super LongPoll> hook) {
        this.onLongPoll = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets who hears of futurelocks: a lock, a permit or the like was handed to a future that its task does not poll any more, so that
     * nobody can have it. It hears once for each pair of source lines.
     *
     * @param hook called by the thread that polls the task; must not block; by default the report is logged
     * @return this builder
     */
    public RuntimeBuilder onFuturelock(Consumer<? super Futurelock> hook) {
        this.onFuturelock = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Records for each task the call that spawned it, for {@link TaskMeta} and failures. An async block says where it starts in any
     * case, without this.
     *
     * @param record by default {@code false}: it walks the stack at each spawn, which takes some microseconds, and costs fifty
     *     bytes a task
     * @return this builder
     */
    public RuntimeBuilder recordSpawnSites(boolean record) {
        this.recordSpawnSites = record;
        return this;
    }

    /**
     * Sets what is called for each task and blocking job that is spawned, by the spawning thread, before it can run. Like all hooks,
     * it must be quick; if it throws, the thread's uncaught exception handler is told.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder onTaskSpawn(Consumer<? super TaskMeta> hook) {
        this.onTaskSpawn = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what is called once for each task and blocking job that has ended, in whatever way, after its future was dropped and
     * before its handle answers.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder onTaskTerminate(Consumer<? super TaskMeta> hook) {
        this.onTaskTerminate = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what is called before each poll of a task, by the worker.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder beforeTaskPoll(Consumer<? super TaskMeta> hook) {
        this.beforeTaskPoll = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what is called after each poll of a task, by the worker.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder afterTaskPoll(Consumer<? super TaskMeta> hook) {
        this.afterTaskPoll = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what each thread of the runtime calls first: workers and threads for blocking code, virtual ones too.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder onThreadStart(Runnable hook) {
        this.onThreadStart = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what each thread of the runtime calls last. {@link AsyncRuntime#close} waits until each has: so the hook must not wait
     * for the end of the runtime itself.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder onThreadStop(Runnable hook) {
        this.onThreadStop = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what a thread that runs tasks calls when it has nothing to do, before it sleeps. If the hook spawns or wakes something for this thread,
     * the thread sees to that instead. It must be quick: nobody takes the place of a thread that blocks in it.
     *
     * <p>On a multi-thread runtime the workers call it, on a current-thread runtime whoever runs the tasks in {@code blockOn}. Threads for blocking code
     * do not, nor callers of {@code blockOn} that only wait.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder onThreadPark(Runnable hook) {
        this.onThreadPark = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Sets what a thread calls after it had nothing to do: once for each time at which it would have called the hook of
     * {@link #onThreadPark}, also if that made it stay awake.
     *
     * @param hook by default nothing
     * @return this builder
     */
    public RuntimeBuilder onThreadUnpark(Runnable hook) {
        this.onThreadUnpark = Objects.requireNonNull(hook, "hook");
        return this;
    }

    /**
     * Measures how long polls take. Off by default; {@link RuntimeMetrics#pollTimes} reads it.
     *
     * @param config the buckets
     * @return this builder
     * @cost About sixty nanoseconds per poll and, for all that observes tasks together, 32 bytes per task.
     */
    public RuntimeBuilder pollTimeHistogram(HistogramConfig config) {
        this.pollTimeHistogram = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Measures how long tasks wait between being scheduled and being polled. Off by default; {@link RuntimeMetrics#scheduleLatencies}
     * reads it.
     *
     * @param config the buckets
     * @return this builder
     * @cost As for {@link #pollTimeHistogram}.
     */
    public RuntimeBuilder scheduleLatencyHistogram(HistogramConfig config) {
        this.scheduleLatencyHistogram = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Sets whether dumps tell how long each task has been in its state, and the hooks around a poll how long the task had waited for it:
     * {@link TaskMeta#scheduleLatency}. {@link #pollTimeHistogram}, {@link #scheduleLatencyHistogram} and {@link #flightRecorder} do
     * that as well.
     *
     * @param track by default {@code false}
     * @return this builder
     * @cost As for {@link #pollTimeHistogram}.
     */
    public RuntimeBuilder trackTaskTimes(boolean track) {
        this.trackTaskTimes = track;
        return this;
    }

    /**
     * Sets whether recordings of JDK Flight Recorder show what this runtime does. It need not be recording yet. What is told:
     * {@code dev.pollux.TaskSpawn}, {@code TaskEnd}, {@code BlockingJob}, {@code PollOverBudget}, {@code WorkerPark} and {@code
     * WorkerSteal}.
     *
     * @param record by default {@code false}, unless the system property {@code pollux.jfr} is {@code true}
     * @return this builder
     * @cost While there is no recording, that of {@link #trackTaskTimes}, and some milliseconds to load the recorder's classes.
     */
    public RuntimeBuilder flightRecorder(boolean record) {
        this.flightRecorder = record;
        return this;
    }

    boolean observesTasks() {
        return pollTimeHistogram != null || scheduleLatencyHistogram != null || trackTaskTimes || flightRecorder;
    }

    RuntimeEvents events() {
        return flightRecorder ? RuntimeEvents.toFlightRecorder(name) : RuntimeEvents.NONE;
    }

    /**
     * Builds the runtime and starts its threads.
     *
     * @return a running runtime, to be closed
     * @throws IllegalStateException if it was to start paused with a clock of its own
     */
    public AsyncRuntime build() {
        return new AsyncRuntime(new RuntimeCore(this, null));
    }

    /**
     * Builds a runtime that belongs to the calling thread.
     *
     * @return a runtime, to be closed by this thread
     * @throws IllegalStateException if this builds a multi-thread runtime
     */
    public LocalRuntime buildLocal() {
        if (multiThread) {
            throw new IllegalStateException("a local runtime has one thread; use AsyncRuntime.currentThread()");
        }
        return new LocalRuntime(new RuntimeCore(this, Thread.currentThread()));
    }

    /**
     * Builds a pool of threads, each of which runs a local runtime of its own, as configured here.
     *
     * @param threads how many
     * @return a pool, to be closed
     * @throws IllegalArgumentException if {@code threads} is less than one
     * @throws IllegalStateException if this builds a multi-thread runtime
     */
    public LocalPool buildLocalPool(int threads) {
        return new LocalPool(this, positive(threads, "threads"));
    }

    Clock clock() {
        if (clock == null) {
            return new PausableClock(startPaused);
        }
        if (startPaused) {
            throw new IllegalStateException(
                    "startPaused(true) needs the default clock: one given by clock(...) cannot be paused");
        }
        return clock;
    }

    ThreadHooks threadHooks() {
        return new ThreadHooks(onThreadStart, onThreadStop, onThreadPark, onThreadUnpark);
    }

    TaskHooks taskHooks() {
        boolean any = onTaskSpawn != null || onTaskTerminate != null || beforeTaskPoll != null || afterTaskPoll != null;
        return any ? new TaskHooks(onTaskSpawn, onTaskTerminate, beforeTaskPoll, afterTaskPoll) : TaskHooks.NONE;
    }

    String threadPrefix() {
        return threadName == null ? name : threadName;
    }

    private static int positive(int count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1: " + count);
        }
        return count;
    }

    private static String notBlank(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return text;
    }

    private static void log(LongPoll report) {
        System.getLogger("dev.pollux").log(System.Logger.Level.WARNING, report.toString());
    }

    private static void log(Futurelock report) {
        System.getLogger("dev.pollux").log(System.Logger.Level.WARNING, report.toString());
    }

    private static void log(TaskFailure failure) {
        System.getLogger("dev.pollux").log(System.Logger.Level.ERROR, failure::toString, failure.failure());
    }

    /** Forwards to the generator of whatever thread asks. */
    private enum ThreadRandom implements RandomGenerator {
        INSTANCE;

        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
