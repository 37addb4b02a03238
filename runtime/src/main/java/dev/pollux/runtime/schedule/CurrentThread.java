package dev.pollux.runtime.schedule;

import dev.pollux.future.Future;
import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.task.Waits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tasks run only while somebody is in {@code blockOn}, on that thread. */
public final class CurrentThread implements Flavour {

    /*
     * One seat
     * --------
     * Of the threads in blockOn one sits in its seat and runs the tasks; the others poll just their own
     * future, and wait. Who leaves the seat unparks them all, and one takes it over.
     *
     * How it ends
     * -----------
     * stop() sets `stopped`, at which whoever sits there leaves. Then whoever gets the seat next keeps it for good, sweeps up and
     * closes the drivers: the thread that sat there, or the one in stop() if nobody did. Both set `stopped` or leave the
     * seat first and try to get it afterwards, so at least one succeeds; `taken` is never cleared again, so only one.
     */

    private final OneSeat scheduler;
    private final Tasks tasks;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Set<Root<?>> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    /**
     * Creates the flavour with a free seat.
     *
     * @param scheduler where the work is
     * @param tasks swept up at the end
     */
    public CurrentThread(OneSeat scheduler, Tasks tasks) {
        this.scheduler = scheduler;
        this.tasks = tasks;
    }

    @Override
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        Root<T> root = new Root<>(future, tasks.host(), null);
        AsyncThreads.Kind before = AsyncThreads.replace(AsyncThreads.Kind.ALONE);
        waiting.add(root); // before the first look at the seat: who leaves it later unparks us
        try {
            while (!root.isFinished()) {
                if (takeSeat()) {
                    work(root);
                } else if (!root.attend()) {
                    root.park(() -> !taken.get());
                }
            }
            return root.value();
        } catch (Throwable t) {
            root.dropBecauseOf(t);
            throw t;
        } finally {
            waiting.remove(root);
            passSeatOn(); // the one unparked may have been us
            AsyncThreads.replace(before);
        }
    }

    private void work(Root<?> root) throws Exception {
        try {
            root.workAt(scheduler, () -> stopped);
        } finally {
            taken.set(false);
            if (stopped) {
                endOnce();
            }
            passSeatOn();
        }
    }

    private boolean takeSeat() {
        return taken.compareAndSet(false, true);
    }

    private void passSeatOn() {
        if (!taken.get()) {
            waiting.forEach(root -> LockSupport.unpark(root.thread()));
        }
    }

    @Override
    public List<CallerDump> callers(Waits waits) {
        return waiting.stream().map(root -> root.read(waits)).toList();
    }

    @Override
    public void stop() {
        stopped = true;
        scheduler.poke();
        endOnce();
    }

    private void endOnce() {
        if (!takeSeat()) {
            return;
        }
        try {
            AsyncThreads.run(tasks::sweep);
            scheduler.drivers().close();
        } finally {
            ended.countDown();
        }
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return nanos == 0 ? ended.getCount() == 0 : ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void closeDrivers() {
        scheduler.drivers().close();
    }

    @Override
    public Map<Runnable, Thread> busy() {
        return scheduler.busy();
    }

    @Override
    public Collection<Thread> workers() {
        return scheduler.threads();
    }
}
