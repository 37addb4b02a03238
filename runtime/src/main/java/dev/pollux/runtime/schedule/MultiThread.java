package dev.pollux.runtime.schedule;

import dev.pollux.future.Future;
import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.task.Waits;
import dev.pollux.runtime.time.PausableClock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Threads of its own run the tasks; {@code blockOn} polls its future on the caller's thread, and nothing else. */
public final class MultiThread implements Flavour {

    private final WorkStealing scheduler;
    private final Tasks tasks;
    private final @Nullable PausableClock clock;
    private final Set<Root<?>> roots = ConcurrentHashMap.newKeySet(); // of all who are in blockOn; read by a dump

    private MultiThread(WorkStealing scheduler, Tasks tasks, @Nullable PausableClock clock) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.tasks = tasks;
    }

    /**
     * Starts the workers.
     *
     * @param scheduler has them
     * @param tasks swept up at the end
     * @param clock held while a future in {@code blockOn} has something to do
     * @return the running flavour
     */
    public static MultiThread start(WorkStealing scheduler, Tasks tasks, @Nullable PausableClock clock) {
        scheduler.start(tasks);
        return new MultiThread(scheduler, tasks, clock);
    }

    @Override
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        Root<T> root = new Root<>(future, tasks.host(), clock);
        AsyncThreads.Kind before = AsyncThreads.replace(AsyncThreads.Kind.ONE_OF_MANY);
        roots.add(root);
        try {
            while (!root.attend()) {
                root.park(() -> false);
            }
            return root.value();
        } catch (Throwable t) {
            root.dropBecauseOf(t);
            throw t;
        } finally {
            root.leave();
            roots.remove(root);
            AsyncThreads.replace(before);
        }
    }

    @Override
    public List<CallerDump> callers(Waits waits) {
        return roots.stream().map(root -> root.read(waits)).toList();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return scheduler.awaitEnd(nanos);
    }

    @Override
    public void closeDrivers() {
        scheduler.closeDrivers();
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
