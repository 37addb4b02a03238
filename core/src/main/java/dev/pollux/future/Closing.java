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
        throwFailure();
        return null;
    }

    /** Once: dropped after it was polled to the end, this has nothing to say. */
    private void throwFailure() {
        Throwable met = failure;
        failure = null;
        Failures.throwIfAny(met);
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
        if (user != null) {
            current = user;
            user = null;
        }
        dropCurrent();
        if (!begun) {
            begun = true;
            current = begin();
            if (!isFinished(Context.NOBODY)) {
                dropCurrent();
            }
        }
        throwFailure();
    }

    private void dropCurrent() {
        Future<?> dropped = current;
        current = null;
        if (dropped != null) {
            failure = Failures.add(failure, Failures.ofDropping(dropped));
        }
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
