package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Waits for the next member of a collection to end, and takes out of it what is asked for. */
final class JoinNext<K extends @Nullable Object, T extends @Nullable Object, R extends @Nullable Object>
        extends OnceFuture<R> implements Waiting {

    /** What to make of a member that has ended. */
    @FunctionalInterface
    interface Take<K extends @Nullable Object, T extends @Nullable Object, R extends @Nullable Object> {

        R of(Member<K, T> ended) throws Exception;
    }

    private final Members<K, T> members;
    private final Take<K, T, R> take;

    JoinNext(Members<K, T> members, Take<K, T, R> take) {
        this.members = members;
        this.take = take;
    }

    @Override
    @Nullable Object step(Context cx) throws Exception {
        members.waiting = this;
        Member<K, T> ended = pollEnded(members, cx);
        return ended == null ? Poll.PENDING : take.of(ended);
    }

    @Override
    void release() {
        if (members.waiting == this) { // otherwise the waker is somebody else's
            members.waiting = null;
            members.forgetWaker();
        }
    }

    /** Takes the next member out, without a future; {@code null} if it has not ended. */
    static <K extends @Nullable Object, T extends @Nullable Object> @Nullable Member<K, T> pollEnded(
            Members<K, T> members, Context cx) {
        if (members.size() == 0) {
            throw new NoSuchElementException("joinNext without any tasks: ask isEmpty() first");
        }
        return members.pollEnded(cx.waker());
    }

    @Override
    public @Nullable Resource waitingFor() {
        return members.nextEnd();
    }

    @Override
    public String toString() {
        return "joinNext of " + members.size() + " tasks";
    }
}
