package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a resource: who still uses it is dropped, and then it is closed. */
final class Closing extends RawFuture<@Nullable Void> implements Awaiting {

    private final @Nullable AsyncCloseable resource;
    private @Nullable Future<?> user;
    private @Nullable Future<?> current; // the clean-up of the user, and then the closing
    private boolean begun;
    private @Nullable Throwable failure;

    Closing(@Nullable AsyncCloseable resource) {
        this.resource = resource;
    }

    void dropFirst(Future<?> unfinishedUser) {
        user = unfinishedUser;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (user != null) {
            current = dropped(user, cx);
            user = null;
        }
        if (!isFinished(cx)) {
            return Poll.PENDING;
        }
        if (!begun) {
            begun = true;
            current = begin();
            if (!isFinished(cx)) {
                return Poll.PENDING;
            }
        }
        Failures.throwIfAny(failure);
        return null;
    }

    private @Nullable Future<?> dropped(Future<?> dropped, Context cx) {
        try {
            return CleanUp.ofPart(dropped, cx);
        } catch (Throwable t) {
            failure = t;
            return null;
        }
    }

    private @Nullable Future<?> begin() {
        try {
            return resource == null ? null : resource.closeAsync();
        } catch (Throwable t) {
            failure = Failures.add(failure, t);
            return null;
        }
    }

    private boolean isFinished(Context cx) {
        try {
            if (current != null && current.pollRaw(cx) == Poll.PENDING) {
                return false;
            }
        } catch (Throwable t) {
            failure = Failures.add(failure, t);
        }
        current = null;
        return true;
    }

    /** Gives up: what is pending is dropped, and the resource is at least asked to close. */
    @Override
    public void drop() {
        failure = null; // thrown by the poll, or of no interest
        Future<?> dropped = user != null ? user : current;
        user = null;
        current = null;
        if (dropped != null) {
            failure = Failures.ofDropping(dropped);
        }
        if (!begun) {
            begun = true;
            current = begin();
            if (!isFinished(Context.NOBODY)) {
                drop();
            }
        }
        Failures.throwIfAny(failure);
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        Future<?> seen = user != null ? user : current;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public String toString() {
        return "closing " + resource;
    }
}
