package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.FuturesUnordered;
import dev.pollux.future.Poll;
import dev.pollux.task.TaskId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whom a scope waits for: its body and its tasks. For the scope's owner, but for the questions at the end. */
final class ScopeMembers {

    private final FuturesUnordered<Object> ends = new FuturesUnordered<>(); // each yields a ScopeBody or a Child<?>
    private final Set<Child<?>> alive = ConcurrentHashMap.newKeySet(); // read by dumps
    private @Nullable Future<Object> next; // of `ends`, while it is pending

    void add(ScopeBody body) {
        ends.push(body);
    }

    void add(Child<?> child) {
        alive.add(child);
        ends.push(child.end());
    }

    /** Polls those that were woken until one has ended. Returns the body or the task; {@code null} if none has. */
    @Nullable Object pollEnded(Context cx) throws Exception {
        if (ends.isEmpty()) {
            return null;
        }
        Future<Object> polled = next != null ? next : ends.next();
        next = polled;
        Object ended = polled.pollRaw(cx);
        if (ended == Poll.PENDING) {
            return null;
        }
        next = null;
        if (ended instanceof Child<?> child) {
            alive.remove(child);
        }
        return ended;
    }

    void cancelTasks() {
        alive.forEach(Child::cancel);
    }

    /** Waits for nobody any more. */
    void drop() {
        alive.clear();
        ends.drop();
    }

    // ---------------------------------------------------------------- any thread

    /** Visits the tasks that have not ended. */
    void forEachTask(Consumer<? super Child<?>> visitor) {
        alive.forEach(visitor);
    }

    /** Adds the ids of the tasks that have not ended. */
    void addIdsTo(Set<TaskId> ids) {
        alive.forEach(child -> ids.add(child.id()));
    }
}
