package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.future.Waker;
import org.jspecify.annotations.Nullable;

/** Waits for an event that a {@link WaitList} announces. A link of that list itself. */
abstract class Wait extends OnceFuture<@Nullable Void> implements Waiting {

    private final WaitList list;

    @Nullable Waker waker; // this and the rest: guarded by the list

    @Nullable Wait previous;

    @Nullable Wait next;

    boolean listed;

    Wait(WaitList list) {
        this.list = list;
    }

    /** Tells whether the event has happened. Only reads; is asked under the list's lock, too. */
    abstract boolean isOver();

    @Override
    final @Nullable Object step(Context cx) {
        if (!isOver() && list.await(this, cx.waker())) {
            return Poll.PENDING;
        }
        list.remove(this); // it may have happened with nobody taken out yet
        return null;
    }

    /** Names the event. */
    abstract Resource event();

    @Override
    public final @Nullable Resource waitingFor() {
        return isOver() ? null : event();
    }

    @Override
    final void release() {
        list.remove(this);
    }
}
