package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import org.jspecify.annotations.Nullable;

/** A task in a collection, and what the collection knows it by. */
class Member<K extends @Nullable Object, T extends @Nullable Object> {

    private static final Context UNUSED = Context.of(Waker.noop()); // a task that has ended answers at once

    final K key;
    final JoinHandle<? extends T> handle;

    Member(K key, JoinHandle<? extends T> handle) {
        this.key = key;
        this.handle = handle;
    }

    /** Takes the value of the task, which has ended, or throws its failure. */
    @SuppressWarnings({"unchecked", "NullAway"}) // a JoinHandle of a T answers with a T
    final T value() throws Exception {
        return (T) handle.pollRaw(UNUSED);
    }

    /** Takes whatever the task, which has ended, came to. */
    final JoinOutcome<T> outcome() {
        TaskId id = handle.id();
        try {
            return new JoinOutcome.Completed<>(id, value());
        } catch (TaskCancelledException e) {
            // It may be that of another task which this one joined.
            return e.taskId().equals(id) ? new JoinOutcome.Cancelled<>(id) : new JoinOutcome.Failed<>(id, e);
        } catch (Throwable t) {
            return new JoinOutcome.Failed<>(id, t);
        }
    }
}
