package dev.pollux.future;

import dev.pollux.internal.Defects;
import dev.pollux.internal.Sneaky;
import org.jspecify.annotations.Nullable;

/**
 * Collects failures without losing any: the first one leads, later ones are suppressed in it.
 *
 * <p>For authors of combinators, who drop and wake what may throw against the rules.
 */
public final class Failures {

    private Failures() {}

    /**
     * Puts two failures together.
     *
     * @param first leads
     * @param next is suppressed in it
     * @return {@code first} with {@code next} suppressed in it, or whichever of the two there is
     */
    public static @Nullable Throwable add(@Nullable Throwable first, @Nullable Throwable next) {
        if (first == null || next == null) {
            return first == null ? next : first;
        }
        if (first != next) { // an exception cannot suppress itself
            first.addSuppressed(next);
        }
        return first;
    }

    /**
     * Drops a future.
     *
     * @param future any future
     * @return what its clean-up threw, if anything
     */
    public static @Nullable Throwable ofDropping(Future<?> future) {
        try {
            future.drop();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /**
     * Leaves clean-up to whoever owns it, as {@link CleanUp#leave} does.
     *
     * @param rest the clean-up
     * @return what it threw at once, if anything
     */
    public static @Nullable Throwable ofLeaving(Future<?> rest) {
        try {
            CleanUp.leave(rest);
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /**
     * Calls a waker, if there is one.
     *
     * @param waker the waker
     * @return what it threw against the rules, if anything
     */
    public static @Nullable Throwable ofWaking(@Nullable Waker waker) {
        try {
            if (waker != null) {
                waker.wake();
            }
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /**
     * Calls a waker, if there is one. The caller does not suffer for what it throws against the rules: the thread's uncaught exception
     * handler is told.
     *
     * @param waker the waker
     */
    public static void wake(@Nullable Waker waker) {
        Throwable defect = ofWaking(waker);
        if (defect != null) {
            Defects.report(defect);
        }
    }

    /**
     * Words the refusal of a future that holds nothing any more, for readers who know {@code await()} and no polls.
     *
     * @param future finished or dropped
     * @return the exception to throw from its poll
     */
    public static IllegalStateException finished(Future<?> future) {
        return new IllegalStateException(future
                + " was awaited or polled again after it finished or was dropped; a future gives its value once");
    }

    /**
     * Throws a failure as it is, checked or not.
     *
     * @param failure what to throw; {@code null} for nothing
     */
    public static void throwIfAny(@Nullable Throwable failure) {
        if (failure != null) {
            throw Sneaky.<RuntimeException>rethrow(failure);
        }
    }
}
