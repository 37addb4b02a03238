package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.TaskOrder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tasks that are ready, and the order in which they are taken. Not thread-safe. */
final class ReadyTasks {

    private final TaskOrder order;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    ReadyTasks(TaskOrder order) {
        this.order = order;
    }

    void add(Runnable task) {
        tasks.addLast(task);
    }

    void addAll(Collection<Runnable> more) {
        tasks.addAll(more);
    }

    /** How many tasks there are, for whichever thread asks: {@code ArrayDeque.size} reads two fields and takes no step. */
    int size() {
        return tasks.size();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    void clear() {
        tasks.clear();
    }

    @Nullable Runnable take() {
        if (tasks.isEmpty()) {
            return null;
        }
        int index = Objects.checkIndex(order.next(tasks.size()), tasks.size());
        return index == 0 ? tasks.removeFirst() : remove(index);
    }

    /** Slow, and only for orders that somebody asked for. */
    private Runnable remove(int index) {
        Iterator<Runnable> each = tasks.iterator();
        for (int i = 0; i < index; i++) {
            each.next();
        }
        Runnable task = each.next();
        each.remove();
        return task;
    }
}
