package dev.pollux.runtime.task;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.RaceScope;
import dev.pollux.task.ScopeClosedException;
import dev.pollux.task.TaskScope;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The way into a scope, for any thread. {@link ScopeFuture} is its owner, and sees to the tasks. */
final class Scope implements TaskScope {

    /*
     * No task escapes
     * ---------------
     * `alive` counts the tasks that were or are about to be spawned and that the owner has not seen end. It is raised under the lock,
     * while the scope is open; the owner closes the scope for good under the same lock, only when the count is zero. So a spawn that
     * is admitted is waited for, even if the task is not there yet.
     *
     * The new task then goes into `arrivals`, and after that the owner is woken. The owner registers its waker and then looks at
     * `arrivals` once more before it is pending. So one of the two sees the other.
     *
     * cancel() shuts the door: what arrives afterwards was admitted before, and the owner aborts it. An owner that goes away before
     * the end abandons the scope, and then empties `arrivals`; who adds to them looks at the door afterwards, and does the same.
     */

    private enum Door {
        OPEN,
        CANCELLED,
        ENDED,
        ABANDONED
    }

    private final ScopeHost spawner;
    private final Queue<Child<?>> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicWaker owner = new AtomicWaker();

    // Guarded by this.
    private Door door = Door.OPEN;
    private int alive;

    Scope(ScopeHost spawner) {
        this.spawner = spawner;
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public <T extends @Nullable Object> Child<T> spawn(Future<T> future) {
        Objects.requireNonNull(future, "future");
        admit();
        Child<T> child;
        try {
            JoinHandle<T> handle = spawner.spawn(future); // may call the application: hooks, and forks of task locals
            child = new Child<>(handle);
        } catch (Throwable t) {
            left();
            owner.wake();
            throw t;
        }
        arrivals.add(child);
        if (isAbandoned()) {
            leaveArrivalsAlone();
        }
        owner.wake();
        return child;
    }

    @Override
    public <T extends @Nullable Object> Child<T> spawn(AsyncBlock<T> block) {
        return spawn(Futures.async(block));
    }

    @Override
    public Child<@Nullable Void> spawn(AsyncAction block) {
        return spawn(Futures.async(block));
    }

    private synchronized void admit() {
        switch (door) {
            case OPEN -> alive++;
            case CANCELLED, ABANDONED ->
                throw new ScopeClosedException("a task was spawned into a scope that is being cancelled");
            case ENDED -> throw new ScopeClosedException("a task was spawned into a scope that has ended");
        }
    }

    // ---------------------------------------------------------------- the owner

    /** Lets nobody in any more. */
    synchronized void cancel() {
        if (door == Door.OPEN) {
            door = Door.CANCELLED;
        }
    }

    /** Ends the scope, unless a task is alive. */
    synchronized boolean endIfEmpty() {
        if (alive == 0) {
            door = Door.ENDED;
        }
        return alive == 0;
    }

    /** Notes that a task has ended, or has not come to be. */
    synchronized void left() {
        alive--;
    }

    /** Gives up waiting: the tasks are aborted, and go to their ends alone. */
    void abandon() {
        synchronized (this) {
            door = Door.ABANDONED;
        }
        leaveArrivalsAlone();
    }

    private synchronized boolean isAbandoned() {
        return door == Door.ABANDONED;
    }

    private void leaveArrivalsAlone() {
        for (Child<?> child = takeArrival(); child != null; child = takeArrival()) {
            child.cancel();
            child.end().drop();
        }
    }

    @Nullable Child<?> takeArrival() {
        return arrivals.poll();
    }

    /** Has the next arrival wake the owner. Returns whether there is one already. */
    boolean awaitArrival(Waker waker) {
        owner.register(waker);
        return !arrivals.isEmpty();
    }

    /** The owner looks at the arrivals before it waits again, so they need not wake it. */
    void beginLooking() {
        owner.take();
    }

    /** The same scope, for tasks of one type. */
    <T extends @Nullable Object> RaceScope<T> asRace() {
        return new RaceScope<>() {
            @Override
            public Child<T> spawn(Future<T> future) {
                return Scope.this.spawn(future);
            }

            @Override
            public Child<T> spawn(AsyncBlock<T> block) {
                return Scope.this.spawn(block);
            }
        };
    }
}
