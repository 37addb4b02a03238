package dev.pollux.runtime.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the book of tasks: a doubly linked list through the tasks themselves, so that listing one costs no memory. */
final class TaskShard {

    private final Ledger ledger;
    // These and all links: guarded by this.
    private @Nullable Task<?> first;
    private int size;
    private long added;
    private boolean counting;
    private boolean closed;

    /** Makes an empty list. */
    TaskShard(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns false if the shard is closed. */
    synchronized boolean add(Task<?> task) {
        if (closed) {
            return false;
        }
        if (counting) {
            ledger.add(1);
        }
        size++;
        added++;
        Task<?> second = first;
        task.next = second;
        if (second != null) {
            second.previous = task;
        }
        first = task;
        task.listed = true;
        return true;
    }

    /**
     * Also tells the ledger, under the lock: who finds the shard empty finds the ledger complete. Returns whether the shard is
     * closed and now empty.
     */
    synchronized boolean remove(Task<?> task, boolean cancelled, boolean cleaned) {
        if (!task.listed) {
            return false;
        }
        if (counting) {
            ledger.ended(task.number(), cancelled, cleaned);
        }
        size--;
        task.listed = false;
        Task<?> before = task.previous;
        Task<?> after = task.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        task.previous = null;
        task.next = null;
        return isClosedAndEmpty();
    }

    /** Begins to count; returns how many tasks this adds. */
    synchronized int count() {
        int added = counting ? 0 : size;
        counting = true;
        return added;
    }

    synchronized void close() {
        closed = true;
    }

    synchronized boolean isCounting() {
        return counting;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized boolean isClosedAndEmpty() {
        return closed && size == 0;
    }

    /** Returns how many there ever were. */
    synchronized long added() {
        return added;
    }

    synchronized int size() {
        return size;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** Returns the tasks, oldest first. */
    synchronized List<Task<?>> tasks() {
        List<Task<?>> tasks = new ArrayList<>(size);
        for (Task<?> task = first; task != null; task = task.next) {
            tasks.add(task);
        }
        Collections.reverse(tasks);
        return tasks;
    }
}
