package dev.pollux.runtime.task;

import dev.pollux.future.Future;
import dev.pollux.task.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The scopes of a runtime that have begun and not ended, which a shutdown gives time. */
public final class RunningScopes {

    /*
     * Why no wait is for nothing
     * --------------------------
     * Who waits adds to `waiting` and then looks whether a scope runs. A scope that ends removes itself and then looks at `waiting`.
     * Both are concurrent collections, so one of the two sees the other.
     *
     * A scope within a scope is here as well: to know that it is one would cost each task a note of where it belongs. Only who writes
     * the names has to know, and he finds out from the tasks that the others have.
     */

    private final Set<ScopeFuture<?>> running = ConcurrentHashMap.newKeySet();
    private final Queue<CompletableFuture<@Nullable Void>> waiting = new ConcurrentLinkedQueue<>();
    private final Set<String> cutOff = new LinkedHashSet<>(); // guarded by itself

    /** Creates the book of a runtime. */
    public RunningScopes() {}

    void begin(ScopeFuture<?> scope) {
        running.add(scope);
    }

    /** Notes the end of a scope; once more does nothing. */
    void end(ScopeFuture<?> scope) {
        running.remove(scope);
        if (!waiting.isEmpty() && running.isEmpty()) {
            tellAll();
        }
    }

    private void tellAll() {
        for (var each = waiting.poll(); each != null; each = waiting.poll()) {
            each.complete(null);
        }
    }

    /**
     * Waits until no scope runs, at some moment from the first poll on.
     *
     * @return ready then
     */
    public Future<@Nullable Void> drained() {
        return new StageFuture<>(() -> {
            CompletableFuture<@Nullable Void> told = new CompletableFuture<>();
            waiting.add(told);
            if (running.isEmpty()) {
                tellAll();
            }
            return told;
        });
    }

    /**
     * Tells whether none runs.
     *
     * @return false if one does
     */
    public boolean isEmpty() {
        return running.isEmpty();
    }

    /** Keeps the names of those that run now, since they are about to be cancelled. */
    public void cutOff() {
        Set<String> names = namesOfOutermost();
        synchronized (cutOff) {
            cutOff.addAll(names);
        }
    }

    /**
     * Names the scopes that were cut off.
     *
     * @return the outermost ones, by their tasks
     */
    public List<String> namesOfCutOff() {
        synchronized (cutOff) {
            return new ArrayList<>(cutOff);
        }
    }

    private Set<String> namesOfOutermost() {
        Set<TaskId> inner = new HashSet<>();
        running.forEach(scope -> scope.addTasksTo(inner));
        Set<String> names = new LinkedHashSet<>(); // a scope in the body of another has the name of that
        for (ScopeFuture<?> scope : running) {
            ScopeOwner owner = scope.owner();
            if (owner.task() == null || !inner.contains(owner.task())) {
                names.add(owner.toString());
            }
        }
        return names;
    }
}
