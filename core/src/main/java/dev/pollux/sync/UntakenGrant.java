package dev.pollux.sync;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futurelock;
import dev.pollux.future.Holding;
import dev.pollux.future.ParkWatch;
import dev.pollux.future.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a task parks without having polled a future that was served what others could use. It stays with the task until that
 * future is polled or dropped, so that dumps show who has what the others wait for.
 */
final class UntakenGrant extends ParkWatch implements Holding {

    private final Waiter<?> waiter;
    private boolean reported;

    UntakenGrant(Waiter<?> waiter) {
        this.waiter = waiter;
    }

    @Override
    protected boolean parking(Context task, Future<?> future) {
        boolean untaken = waiter.isUntaken();
        if (untaken && !reported) {
            reported = true;
            task.report(new Futurelock(waiter.wanted(), waiter.waitingSince(), AwaitTree.of(future)));
        }
        return untaken;
    }

    @Override
    public @Nullable Resource holds() {
        return waiter.isUntaken() ? waiter.wanted() : null;
    }

    @Override
    public @Nullable StackTraceElement heldSince() {
        return waiter.waitingSince();
    }

    @Override
    public long share() {
        return waiter.share();
    }

    @Override
    public boolean isTaken() {
        return false;
    }
}
