package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Aborts every member of a collection and waits until all have ended. */
final class JoinShutdown<K extends @Nullable Object, T extends @Nullable Object> extends OnceFuture<@Nullable Void>
        implements Waiting {

    private final Members<K, T> members;
    private final Consumer<Member<K, T>> onEnd;
    private boolean begun;

    JoinShutdown(Members<K, T> members, Consumer<Member<K, T>> onEnd) {
        this.members = members;
        this.onEnd = onEnd;
    }

    @Override
    @Nullable Object step(Context cx) {
        if (!begun) {
            begun = true;
            members.abortAll();
        }
        while (members.size() > 0) {
            Member<K, T> ended = members.pollEnded(cx.waker());
            if (ended == null) {
                return Poll.PENDING;
            }
            onEnd.accept(ended);
            ended.handle.drop(); // a failure that it ended with is the failure hook's
        }
        return null;
    }

    @Override
    void release() {
        if (begun) {
            members.forgetWaker();
        }
    }

    @Override
    public @Nullable Resource waitingFor() {
        return members.nextEnd();
    }

    @Override
    public String toString() {
        return "shutdown of " + members.size() + " tasks";
    }
}
