package dev.pollux.runtime.task;

import dev.pollux.future.Future;
import dev.pollux.runtime.context.TaskContext;
import dev.pollux.task.TaskMeta;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task that remembers when it did what. A class of its own, so that a task which is not observed has no field for it. */
final class ObservedTask<T extends @Nullable Object> extends Task<T> {

    /*
     * `changed` is written by who schedules the task and by who polls it, and read by a dump. None of them waits for another: the
     * last writer wins, and a reader sees one of the latest times, which is what it wants. So it is opaque.
     */

    private static final VarHandle CHANGED = changed();

    private final TaskObserver observer;
    private final long born = System.nanoTime();
    private final String label;

    @SuppressWarnings("unused") // by its handle
    private long changed;

    private long waited; // before the poll that goes on or was the last; owned by who polls

    private ObservedTask(
            Tasks tasks, long id, Future<T> future, TaskContext carried, boolean joinable, TaskObserver observer) {
        super(tasks, id, future, carried, joinable);
        this.observer = observer;
        CHANGED.setOpaque(this, born);
        this.label = observer.wantsLabels() ? name().orElseGet(() -> TaskReader.labelOf(future)) : "";
        observer.spawned(id, label);
    }

    /** Declares less than it returns, so that the verifier need not load this class for who calls it. */
    static <T extends @Nullable Object> Task<T> of(
            Tasks tasks, long id, Future<T> future, TaskContext carried, boolean joinable, TaskObserver observer) {
        return new ObservedTask<>(tasks, id, future, carried, joinable, observer);
    }

    /** Called by who schedules the task, before. */
    void nowQueued() {
        CHANGED.setOpaque(this, System.nanoTime());
    }

    @Override
    public void run() {
        if (!isQueued(peek())) {
            super.run(); // which finds that there is nothing to do
            return;
        }
        long begin = System.nanoTime();
        waited = begin - changedNanos();
        observer.pollBegins(waited);
        CHANGED.setOpaque(this, begin);
        super.run();
        long end = System.nanoTime();
        observer.pollEnds(end - begin);
        CHANGED.compareAndSet(this, begin, end); // unless it was scheduled meanwhile
    }

    @Override
    TaskMeta metaOfPoll() {
        return meta(Duration.ofNanos(waited));
    }

    @Override
    void ended() {
        observer.ended(number(), label, System.nanoTime() - born);
    }

    /** When it was last queued, or began or ended to be polled. */
    @Override
    long changedNanos() {
        return (long) CHANGED.getOpaque(this);
    }

    private static VarHandle changed() {
        try {
            return MethodHandles.lookup().findVarHandle(ObservedTask.class, "changed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
