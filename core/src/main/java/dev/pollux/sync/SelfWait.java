package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.ParkWatch;
import dev.pollux.future.Resource;
import dev.pollux.future.Suspension;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a task parks that waits for a lock which it holds itself.
 *
 * <p>To hold a lock and to wait for it is no mistake in itself: of two branches of a {@code join} one may hold it and the other wait. It
 * is one if nothing else can wake the task: all it waits for are locks whose guards lie in variables of its own blocks.
 */
final class SelfWait extends ParkWatch {

    private final Permits.Request<?> request;

    SelfWait(Permits.Request<?> request) {
        this.request = request;
    }

    @Override
    protected boolean parking(Context task, Future<?> future) {
        Resource wanted = request.waitingFor();
        if (wanted == null) {
            return false;
        }
        Suspension at = Suspension.of(future);
        if (at.isMovable() || !at.waits().stream().allMatch(wait -> isOwn(wait.resource(), at))) {
            return true;
        }
        at.holds().stream()
                .filter(hold -> hold.resource().equals(wanted))
                .findFirst()
                .ifPresent(hold -> request.refuse(hold.line()));
        return false;
    }

    private static boolean isOwn(@Nullable Resource waited, Suspension at) {
        return waited != null
                && waited.what().equals(Owned.LOCK_OF)
                && at.holds().stream().anyMatch(hold -> hold.resource().equals(waited));
    }
}
