package dev.pollux.sync;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a look at something yields a value, and looks again whenever it is notified.
 *
 * @param <T> the type of the value
 */
@CancelSafe
abstract class Until<T extends @Nullable Object> extends GuardedFuture<T> {

    /*
     * Why no wake-up is lost
     * ----------------------
     * A look in vain counts only if the place in line was taken before. Whoever changes what is looked at does so first and notifies
     * then: if that is after the place was taken, this is woken; if it is before, the look sees the change.
     */

    private final Notify notify;
    private @Nullable Notified place;

    Until(Notify notify) {
        this.notify = notify;
    }

    /** Returns the value, {@link Poll#PENDING} or the failure. */
    abstract @Nullable Object look() throws Exception;

    @Override
    protected final @Nullable Object step(Context cx) throws Exception {
        Notified standing = place;
        while (standing == null || standing.pollRaw(cx) != Poll.PENDING) {
            place = null;
            Object seen = look(); // without a place, which often is not needed
            if (seen != Poll.PENDING) {
                return seen;
            }
            standing = notify.notified();
        }
        place = standing;
        Object seen = look();
        if (seen != Poll.PENDING) {
            release();
        }
        return seen;
    }

    @Override
    protected final @Nullable Throwable release() {
        Notified left = place;
        place = null;
        if (left != null) {
            left.drop();
        }
        return null;
    }

    @Override
    protected final List<? extends Future<?>> children() {
        Notified seen = place;
        return seen == null ? List.of() : List.of(seen);
    }
}
