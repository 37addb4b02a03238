package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suspended block on its way out: drops what it awaits, then runs its clean-up. */
final class BlockDrop extends RawFuture<@Nullable Void> implements Awaiting {

    /*
     * The way out
     * -----------
     *  1. What the block awaits is dropped, and that drop's own clean-up waited for. Or, if the block stands at an await of its
     *     clean-up, that one goes on: it was begun, and is to be finished.
     *  2. The body is resumed where it stands, with a context that refuses (see Context). What it awaits is AsyncFrame.DROPPED,
     *     whose poll throws DropSignal; so the exception table that javac wrote runs each open `finally` and `close`.
     *  3. An await in there is polled for real. If it is pending the body is suspended at it, and resumed by the next poll. Any
     *     other await, that a `continue` or a `return` in a `finally` may lead to, throws DropSignal again.
     *
     * drop() gives up what is left: from then on an await of a clean-up is asked once and, if pending, dropped like the first.
     */

    /** Clean-up that is given up and then comes to another await more often than this is a loop. */
    private static final int MAX_AWAITS_GIVEN_UP = 10_000;

    private final AsyncFrame<?> frame;
    private int at;
    private boolean cleaning; // the await at `at` is one of the clean-up, and polled
    private boolean awaitedDropped;
    private @Nullable CleanUp below;
    private @Nullable Throwable failure;
    private boolean finished;

    /** Takes a suspended block over. */
    BlockDrop(AsyncFrame<?> frame) {
        this.frame = frame;
        at = frame.leaveAwait();
        cleaning = frame.cleansUp(at);
        if (cleaning) {
            frame.awaitInstead(new Shielded<>(frame.takeChild()));
        }
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (!cleaning && isPendingBelow(cx)) {
            return Poll.PENDING;
        }
        if (resume(cx)) {
            if (frame.cleansUp(at)) {
                cleaning = true;
                return Poll.PENDING;
            }
            refuseToLoop();
        }
        return finish();
    }

    /** Step 1. */
    private boolean isPendingBelow(Context cx) {
        try {
            if (!awaitedDropped) {
                awaitedDropped = true;
                below = CleanUp.ofPart(frame.takeChild(), cx);
            }
            if (below != null && below.pollRaw(cx) == Poll.PENDING) {
                return true;
            }
        } catch (Throwable t) {
            failure = Failures.add(failure, t);
        }
        below = null;
        frame.awaitInstead(AsyncFrame.DROPPED);
        return false;
    }

    /** Steps 2 and 3. Returns whether the body is suspended again. */
    private boolean resume(Context cx) {
        frame.standAt(at);
        try {
            if (frame.pollRaw(cx.forDropping()) == Poll.PENDING) {
                at = frame.leaveAwait();
                return true;
            }
        } catch (Throwable t) {
            failure = Failures.add(failure, t instanceof DropSignal ? ofCleanUp(t) : t);
        }
        return false;
    }

    /** try-with-resources has noted on the signal what {@code close} threw. */
    private static @Nullable Throwable ofCleanUp(Throwable signal) {
        Throwable failure = null;
        for (Throwable thrown : signal.getSuppressed()) {
            failure = Failures.add(failure, thrown);
        }
        return failure;
    }

    private void refuseToLoop() {
        failure = Failures.add(
                failure,
                new IllegalStateException(
                        "the async block does not let itself be dropped: it awaits again and again at "
                                + frame.site(at)));
        failure = Failures.add(failure, Failures.ofDropping(frame.takeChild()));
        frame.clear();
    }

    private @Nullable Object finish() {
        finished = true;
        Failures.throwIfAny(failure);
        return null;
    }

    // ---------------------------------------------------------------- giving up

    @Override
    public void drop() {
        if (finished) {
            return;
        }
        Leftovers here = Leftovers.here();
        Context before = here.collectFor(null);
        int awaits = 0;
        boolean suspended;
        do {
            failure = Failures.add(failure, Failures.ofDropping(below != null ? below : frame.takeChild()));
            below = null;
            frame.awaitInstead(AsyncFrame.DROPPED);
            suspended = resume(Context.NOBODY);
        } while (suspended && frame.cleansUp(at) && ++awaits < MAX_AWAITS_GIVEN_UP);
        if (suspended) {
            refuseToLoop();
        }
        here.collectFor(before);
        finish();
    }

    // ---------------------------------------------------------------- what it can say about itself

    @Override
    public List<Future<?>> awaiting() {
        CleanUp seen = below;
        return seen != null ? List.of(seen) : frame.awaiting();
    }

    @Override
    public String toString() {
        return frame.site(at) + ", being dropped";
    }
}
