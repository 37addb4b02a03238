package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** Collects failures without losing any: the first one leads, later ones are suppressed in it. And words one that all share. */
final class Failures {

    private Failures() {}

    /** Returns {@code first} with {@code next} suppressed in it, or whichever of the two there is. */
    static @Nullable Throwable add(@Nullable Throwable first, @Nullable Throwable next) {
        if (first == null || next == null) {
            return first == null ? next : first;
        }
        if (first != next) { // an exception cannot suppress itself
            first.addSuppressed(next);
        }
        return first;
    }

    /** Drops a future and returns what its clean-up threw, if anything. */
    static @Nullable Throwable ofDropping(Future<?> future) {
        try {
            future.drop();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /** Leaves clean-up to whoever owns it and returns what it threw at once, if anything. */
    static @Nullable Throwable ofLeaving(Future<?> rest) {
        try {
            CleanUp.leave(rest);
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /** Wakes, if there is a waker, and returns what it threw against the rules, if anything. */
    static @Nullable Throwable ofWaking(@Nullable Waker waker) {
        try {
            if (waker != null) {
                waker.wake();
            }
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /** Words the refusal of a future that holds nothing any more, for readers who know {@code await()} and no polls. */
    static IllegalStateException finished(Future<?> future) {
        return new IllegalStateException(future
                + " was awaited or polled again after it finished or was dropped; a future gives its value once");
    }

    /** Throws {@code failure} as it is, if there is one. */
    static void throwIfAny(@Nullable Throwable failure) {
        if (failure != null) {
            throw Sneaky.<RuntimeException>rethrow(failure);
        }
    }
}
