package dev.pollux.runtime;

import dev.pollux.runtime.blocking.ClockHoldingPool;
import dev.pollux.runtime.blocking.ThreadBlockingPool;
import dev.pollux.runtime.blocking.VirtualThreads;
import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.BlockingJobs;
import dev.pollux.runtime.task.BlockingJobs.Abort;
import dev.pollux.runtime.task.FailureReports;
import dev.pollux.runtime.task.Ledger;
import dev.pollux.runtime.task.TaskHooks;
import dev.pollux.runtime.time.PausableClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The threads of a runtime that may block or compute: the blocking pool, one for computations, and one of each bulkhead. */
final class Pools implements Iterable<BlockingJobs> {

    private final RuntimeCore core;
    private final FailureReports failures;
    private final TaskHooks hooks;
    private final ThreadHooks threadHooks;
    private final RuntimeEvents events;
    private final Ledger ledger;
    private final String threadPrefix;
    private final Duration keepAlive;
    private final boolean virtual;
    private final List<BlockingJobs> all = new CopyOnWriteArrayList<>();
    private final BlockingJobs blocking;
    // Guarded by this.
    private @Nullable BlockingJobs compute;
    private boolean counting;
    private boolean closed;

    Pools(
            RuntimeBuilder builder,
            RuntimeCore core,
            FailureReports failures,
            TaskHooks hooks,
            Ledger ledger,
            RuntimeEvents events) {
        this.hooks = hooks;
        this.events = events;
        this.threadHooks = builder.threadHooks();
        this.core = core;
        this.failures = failures;
        this.ledger = ledger;
        this.threadPrefix = builder.threadPrefix();
        this.keepAlive = builder.threadKeepAlive;
        this.virtual = builder.virtualBlockingThreads;
        BlockingPool given = builder.blockingPool;
        this.blocking = add(given != null ? given : threads("blocking", builder.maxBlockingThreads), Abort.INTERRUPTS);
    }

    BlockingJobs blocking() {
        return blocking;
    }

    /** Returns the pool for computations, which is made when it is first asked for. */
    synchronized BlockingJobs compute() {
        if (compute == null) {
            compute = add(new ComputePool(threadPrefix + "-compute"), Abort.FLAGS);
        }
        return compute;
    }

    /** Makes the pool of a bulkhead. */
    BlockingJobs bulkhead(String name, int maxThreads) {
        return add(threads(name, maxThreads), Abort.INTERRUPTS);
    }

    private ThreadBlockingPool threads(String role, int maxThreads) {
        String prefix = threadPrefix + "-" + role;
        Executor starter = virtual ? virtual(prefix) : platform(prefix);
        return new ThreadBlockingPool(maxThreads, keepAlive, threadHooks, starter);
    }

    private Executor platform(String prefix) {
        ContextThreads factory = new ContextThreads(prefix, core);
        return body -> factory.newThread(body).start();
    }

    private Executor virtual(String prefix) {
        VirtualThreads starter = new VirtualThreads(prefix);
        return body -> starter.execute(() -> {
            RuntimeContext.replace(core);
            body.run();
        });
    }

    private synchronized BlockingJobs add(BlockingPool pool, Abort abort) {
        PausableClock clock = core.pausableClock();
        BlockingPool held = clock == null ? pool : new ClockHoldingPool(pool, clock);
        BlockingJobs jobs = new BlockingJobs(held, core, core, failures, hooks, ledger, abort, events);
        all.add(jobs);
        if (counting) {
            jobs.count();
        }
        if (closed) {
            jobs.close();
        }
        return jobs;
    }

    /** Has the ledger told of every job that is alive now or comes later. */
    synchronized void count() {
        counting = true;
        for (BlockingJobs jobs : all) {
            jobs.count();
        }
    }

    /** Cancels the jobs that no thread has begun. */
    void cancelQueued() {
        for (BlockingJobs jobs : all) {
            jobs.cancelQueued();
        }
    }

    /** Takes no more jobs. */
    synchronized void close() {
        closed = true;
        for (BlockingJobs jobs : all) {
            jobs.close();
        }
    }

    @Override
    public Iterator<BlockingJobs> iterator() {
        return all.iterator();
    }
}
