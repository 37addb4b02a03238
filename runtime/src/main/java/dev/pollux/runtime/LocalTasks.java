package dev.pollux.runtime;

import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.task.TaskReader;
import dev.pollux.runtime.task.TaskReader.Place;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.runtime.task.Waits;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The tasks of all sets of a runtime whose tasks are confined to a thread, for those who look from outside. */
final class LocalTasks {

    // With the owners; guarded by this. Weak, since a set that is forgotten is no reason to keep its tasks.
    private final Map<Tasks, Thread> books = new WeakHashMap<>();
    private final LongAdder spawned = new LongAdder();

    synchronized void add(Tasks book, Thread owner) {
        books.put(book, owner);
    }

    synchronized void remove(Tasks book) {
        books.remove(book);
    }

    private synchronized Map<Tasks, Thread> books() {
        return new HashMap<>(books);
    }

    void countSpawn() {
        spawned.increment();
    }

    /** Returns how many were spawned, also by sets that are no more. */
    long spawned() {
        return spawned.sum();
    }

    long alive() {
        return books().keySet().stream().mapToLong(Tasks::size).sum();
    }

    void readAll(Waits waits, Consumer<TaskDump> sink) {
        books().forEach((book, owner) -> new TaskReader(task -> Place.of(owner), waits, owner).readAll(book, sink));
    }
}
