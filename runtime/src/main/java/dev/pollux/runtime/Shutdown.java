package dev.pollux.runtime;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.internal.Defects;
import dev.pollux.runtime.schedule.AsyncThreads;
import dev.pollux.runtime.schedule.Flavour;
import dev.pollux.runtime.task.BlockingJobs;
import dev.pollux.runtime.task.StageFuture;
import dev.pollux.runtime.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run through the end of a runtime. */
final class Shutdown {

    /*
     * The steps
     * ---------
     *     1. count       from here on the ledger hears how each task and blocking job ends
     *     2. drain       what asked for it finishes, and scopes do; tasks of the runtime may still
     *                    spawn                                                                      until `drain`, `scopes`
     *     3. cancel      no task is taken any more; workers drop all there are, and finish their clean-up, which may use
     *                    sockets, timers and blocking jobs. Jobs that have not begun are cancelled  until `work`
     *     4. sweep       what is left of the clean-up is given up, on this thread
     *     5. jobs        no job is taken any more; those that run may finish                        until `work`
     *     6. interrupt   those that run on are interrupted, and their handles answer
     *     7. stop        the workers leave, and close timers and sockets                            until `total`
     *     8. report      failures that nobody took go to the failure hook; what is left is named
     *
     * The scheduler works as ever until step 7. So a worker that is stuck in a poll keeps the others from nothing; and on a
     * current-thread runtime the thread that shuts down drives the tasks, unless another one does.
     *
     * Most runtimes have nothing left when they end: steps that have nothing to do are left out, which a short program notices.
     *
     * Each step may be repeated, and be run by several threads at once; so may the whole.
     */

    /** Waits longer than this are not timed. */
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final RuntimeCore core;
    private final Tasks tasks;
    private final Flavour flavour;
    private final Pools pools;
    private final ShutdownTimes times;
    private final boolean interruptible;
    private boolean interrupted;

    Shutdown(RuntimeCore core, ShutdownTimes times, boolean interruptible) {
        this.core = core;
        this.tasks = core.tasks();
        this.flavour = core.flavour();
        this.pools = core.pools();
        this.times = times;
        this.interruptible = interruptible;
    }

    /**
     * Takes all steps.
     *
     * @throws InterruptedException if the shutdown is interruptible and was; then it did not wait from there on
     */
    ShutdownReport run() throws InterruptedException {
        core.countEnds();
        drain();
        cancel();
        endJobs();
        boolean ended = stop();
        core.failures().reportAll();
        if (interrupted && interruptible) {
            throw new InterruptedException("the shutdown was interrupted, and waited for nothing more");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Reckoning(core, times.mayWait() && !ended).report();
    }

    private void drain() {
        if (!core.drains().isEmpty()) {
            await(core.drains()::drainAll, times::leftToDrain);
        }
        if (!core.runningScopes().isEmpty()) {
            await(core.runningScopes()::drained, times::leftToScopes);
            core.runningScopes().cutOff();
        }
    }

    private void cancel() {
        core.cancelAll();
        if (!tasks.emptied().isDone()) {
            await(() -> new StageFuture<>(tasks::emptied), times::leftToWork);
            AsyncThreads.run(tasks::sweep);
        }
    }

    private void endJobs() {
        pools.close();
        pools.cancelQueued();
        for (BlockingJobs jobs : pools) {
            if (!jobs.emptied().isDone()) {
                await(() -> new StageFuture<>(jobs::emptied), times::leftToWork);
                jobs.abortAll();
            }
        }
    }

    /** Returns whether all threads have left. */
    private boolean stop() {
        flavour.stop();
        for (BlockingJobs jobs : pools) {
            uninterrupted(() -> jobs.awaitThreads(Duration.ofNanos(left())));
        }
        boolean[] ended = new boolean[1];
        uninterrupted(() -> ended[0] = flavour.awaitEnd(left()));
        if (!ended[0] && times.mayWait()) {
            flavour.closeDrivers();
        }
        return ended[0];
    }

    // ---------------------------------------------------------------- waiting

    /** Something that may take a while. */
    @FunctionalInterface
    private interface Wait {
        void run() throws Exception;
    }

    /** Waits for a future, of which a new one is made after an interrupt that does not count. */
    private void await(Supplier<Future<?>> future, LongSupplier nanos) {
        uninterrupted(() -> {
            long left = Math.min(left(), nanos.getAsLong());
            if (left > 0) {
                Future<?> limited = left > FOREVER ? future.get() : before(left, future.get());
                flavour.blockOn(limited);
            }
        });
    }

    private static Future<?> before(long nanos, Future<?> future) {
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
        timer.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS); // the runtime's own timers may stand still
        return Futures.race(List.of(future, new StageFuture<>(() -> timer)));
    }

    private void uninterrupted(Wait wait) {
        while (true) {
            try {
                wait.run();
                return;
            } catch (InterruptedException e) {
                interrupted = true;
                if (interruptible) {
                    return;
                }
            } catch (Exception e) { // only a broken driver, which must not keep the runtime from ending
                Defects.report(e);
                return;
            }
        }
    }

    private long left() {
        return interrupted && interruptible ? 0 : times.left();
    }
}
