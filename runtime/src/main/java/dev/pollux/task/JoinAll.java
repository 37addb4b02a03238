package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins every member of a collection. A failure, or a drop, aborts the others. */
final class JoinAll<K extends @Nullable Object, T extends @Nullable Object> extends OnceFuture<List<T>>
        implements Waiting {

    private final Members<K, T> members;
    private final List<T> values = new ArrayList<>();
    private boolean begun;

    JoinAll(Members<K, T> members) {
        this.members = members;
    }

    @Override
    @Nullable Object step(Context cx) throws Exception {
        begun = true;
        boolean failed = true;
        try {
            while (members.size() > 0) {
                Member<K, T> ended = members.pollEnded(cx.waker());
                if (ended == null) {
                    failed = false;
                    return Poll.PENDING;
                }
                values.add(ended.value());
            }
            failed = false;
            return values;
        } finally {
            if (failed) {
                release();
            }
        }
    }

    @Override
    void release() {
        if (begun) {
            members.forgetWaker();
            members.dropAll();
        }
    }

    @Override
    public @Nullable Resource waitingFor() {
        return members.nextEnd();
    }

    @Override
    public String toString() {
        return "joinAll of " + members.size() + " tasks";
    }
}
