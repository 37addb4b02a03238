package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.GuardedStream;
import dev.pollux.stream.SizeHint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link JoinCollection#stream}. */
final class MembersStream<T> extends GuardedStream<T> {

    private final Members<?, ? extends T> members;

    MembersStream(Members<?, ? extends T> members) {
        this.members = members;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (members.size() == 0) {
            return null;
        }
        members.waiting = null;
        Member<?, ? extends T> ended = members.pollEnded(cx.waker());
        return ended == null
                ? Poll.PENDING
                : Objects.requireNonNull(
                        ended.value(),
                        "a task yielded null, and streams have no null values; use joinNext in place of stream");
    }

    @Override
    protected @Nullable Throwable release() {
        if (members.waiting == null) { // otherwise the waker is somebody else's
            members.forgetWaker();
        }
        return null;
    }

    @Override
    protected SizeHint hint() {
        return SizeHint.exactly(members.size());
    }

    @Override
    public String toString() {
        return "stream of " + members.size() + " tasks";
    }
}
