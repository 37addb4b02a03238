package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Resource;
import dev.pollux.sync.Notify.Manner;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a notification, see {@link Notify#notified}.
 *
 * <p>It stands in line from its first poll on, or from {@link #enable}; but {@link Notify#notifyWaiters} counts from its creation on.
 */
@LosesPlace
public final class Notified extends Waiter<@Nullable Void> {

    private final Notify notify;
    private final long rounds;

    /** How it was notified; written before it is served. */
    Manner manner = Manner.ALL;

    Notified(Notify notify, long rounds) {
        this.notify = notify;
        this.rounds = rounds;
    }

    /**
     * Takes the place in line now, without a poll, so that a notification from now on is not missed. Repeated calls change
     * nothing.
     *
     * @return whether it is notified already, so that the next poll is ready
     * @throws IllegalStateException if it finished or was dropped
     */
    public boolean enable() {
        if (isFresh() && begin(null) == null) {
            nowServed();
        }
        return isServed();
    }

    @Override
    WaitQueue line() {
        return notify.line();
    }

    @Override
    @Nullable Object begin(@Nullable Context cx) {
        return notify.takeOrStand(this, cx);
    }

    @Override
    @Nullable Object take(Context cx) {
        return null;
    }

    @Override
    void giveBack() {
        if (manner != Manner.ALL) {
            notify.notifyOne(manner);
        }
    }

    @Override
    Resource wanted() {
        return new Resource(notify, Notify.NOTIFICATION_OF);
    }

    @Override
    void left(Served served) {
        notify.clearIfNobodyWaits();
    }

    @Override
    boolean isBeingServed() {
        return isOverdue();
    }

    /** Tells whether all were notified since this was made. */
    boolean isOverdue() {
        return rounds != notify.rounds();
    }

    @Override
    public String toString() {
        return "notified of " + notify;
    }
}
