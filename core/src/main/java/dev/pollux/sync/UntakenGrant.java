package dev.pollux.sync;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futurelock;
import dev.pollux.future.ParkWatch;

/** Finds out when a task parks without having polled a future that was served what others could use. */
final class UntakenGrant extends ParkWatch {

    private final Waiter<?> waiter;

    UntakenGrant(Waiter<?> waiter) {
        this.waiter = waiter;
    }

    @Override
    protected boolean parking(Context task, Future<?> future) {
        if (waiter.isUntaken()) {
            task.report(new Futurelock(waiter.wanted(), waiter.waitingSince(), AwaitTree.of(future)));
        }
        return false;
    }
}
