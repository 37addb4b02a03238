package dev.pollux.task;

import dev.pollux.future.Awaited;
import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a collection that nobody has joined yet. What is left to an implementation is the order in which those that
 * have ended are given out.
 *
 * <p>One task at a time uses it; only wake-ups come from elsewhere.
 */
abstract class Members<K extends @Nullable Object, T extends @Nullable Object> implements Awaited {

    /** The latest of the futures that wait for a member: the one whose waker counts. */
    @Nullable JoinNext<K, T, ?> waiting;

    abstract Member<K, T> add(K key, JoinHandle<? extends T> handle);

    /** Takes out the next member to be joined, if it has ended; otherwise arranges for the waker to be called when it has. */
    abstract @Nullable Member<K, T> pollEnded(Waker waker);

    /** Takes out the next member to be joined, if it has ended. */
    abstract @Nullable Member<K, T> tryEnded();

    /** Calls off what {@link #pollEnded} arranged. */
    abstract void forgetWaker();

    abstract int size();

    // ---------------------------------------------------------------- for dumps: any thread, best effort

    /** What who waits for the next member waits for; {@code null} if that has ended. */
    abstract @Nullable Resource nextEnd();

    @Override
    public final List<Holding> holdings() {
        List<Holding> ends = new ArrayList<>();
        for (Member<K, T> member : toList()) {
            Resource end = member.handle.waitingFor();
            if (end != null && end.of() instanceof Awaited task) {
                ends.addAll(task.holdings());
            }
        }
        return ends;
    }

    @Override
    public final String toString() {
        return size() + " tasks";
    }

    // ---------------------------------------------------------------- the owner

    abstract List<Member<K, T>> toList();

    /** Takes all members out, and wakes whoever waits for one. */
    abstract List<Member<K, T>> removeAll();

    final void abortAll() {
        for (Member<K, T> member : toList()) { // a copy: an abort may end a task at once, and run foreign code
            member.handle.abort();
        }
    }

    /** Lets the tasks run on. Their failures are then the failure hook's. */
    final void detachAll() {
        for (Member<K, T> member : removeAll()) {
            member.handle.drop();
        }
    }

    /** Aborts the tasks and forgets them. */
    final void dropAll() {
        for (Member<K, T> member : removeAll()) {
            member.handle.abort();
            member.handle.drop();
        }
    }
}
