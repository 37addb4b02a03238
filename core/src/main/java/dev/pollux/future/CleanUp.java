package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left to be done after a drop: the {@code finally} of an async block awaits something.
 *
 * <p>{@link Future#drop} cannot wait. If the clean-up of a dropped block comes to a future that is pending, its <em>owner</em>
 * goes on with it, which is whoever caused the drop. A task owns what its future leaves, and is not finished before that is;
 * {@code select}, {@code timeout} and the like own what their losers leave, and answer when it is done; a dropped block runs its
 * own clean-up after that of what it awaited.
 *
 * <p>An executor or a combinator owns by dropping with {@link #ofDropping} and polling with {@link #poll}. Without an owner a
 * future that is pending in a clean-up is dropped as well, and the next outer {@code finally} runs.
 *
 * <p>A clean-up yields {@code null}, or fails with the first thing that it met, the rest suppressed, after all of it ran. When it
 * takes longer than the {@linkplain Host#cleanUpLimit() host allows} the rest is given up, and it fails with a {@link
 * CleanUpTimeoutException}. Dropping it gives the rest up, too.
 */
public final class CleanUp extends RawFuture<@Nullable Void> implements Awaiting {

    private final List<Future<?>> open;
    private @Nullable Future<?> limit;
    private @Nullable Throwable failure;
    private boolean finished;

    private CleanUp(List<Future<?>> open, @Nullable Throwable failure) {
        this.open = open;
        this.failure = failure;
    }

    /** Goes on with the clean-up that a poll left behind. */
    @FunctionalInterface
    public interface Owner {

        /**
         * Takes over.
         *
         * @param rest to be polled until it is finished
         */
        void adopt(CleanUp rest);
    }

    // ---------------------------------------------------------------- for owners

    /**
     * Drops a future.
     *
     * @param future any future that is not being polled
     * @param cx clean-up code is polled with it
     * @return what is left to be done, which was polled once; {@code null} if nothing is left. A failure is thrown if nothing is
     *     left, and otherwise comes with the rest
     */
    public static @Nullable CleanUp ofDropping(Future<?> future, Context cx) {
        return ofDropping(() -> Failures.ofDropping(future), cx);
    }

    /** Does the same for several futures, whose failures come as one. */
    static @Nullable CleanUp ofDropping(Supplier<@Nullable Throwable> drops, Context cx) {
        CleanUp rest = collect(drops, cx);
        if (rest != null) {
            rest.limit = cx.cleanUpLimit();
        }
        return rest;
    }

    /**
     * Drops a future that is a part of something which is being dropped, and is limited as a whole.
     *
     * @param future as for {@link #ofDropping(Future, Context)}
     * @param cx as for {@link #ofDropping(Future, Context)}
     * @return as for {@link #ofDropping(Future, Context)}, but without a limit of its own
     */
    public static @Nullable CleanUp ofPart(Future<?> future, Context cx) {
        return collect(() -> Failures.ofDropping(future), cx);
    }

    private static @Nullable CleanUp collect(Supplier<@Nullable Throwable> drops, Context cx) {
        Leftovers here = Leftovers.here();
        int mark = here.count();
        Context before = here.collectFor(cx);
        Throwable failure = drops.get();
        here.collectFor(before);
        List<Future<?>> left = here.takeFrom(mark);
        if (left.isEmpty()) {
            Failures.throwIfAny(failure);
            return null;
        }
        return new CleanUp(left, failure);
    }

    /**
     * Polls a future and takes care of what is left by drops that it causes.
     *
     * @param future what to poll
     * @param cx polls with it
     * @param owner is given what is left, if anything; the task is woken to poll it
     * @return as {@link Future#pollRaw}
     * @throws Exception as {@link Future#pollRaw}
     */
    public static @Nullable Object poll(Future<?> future, Context cx, Owner owner) throws Exception {
        Leftovers here = Leftovers.here();
        int mark = here.count();
        Context before = here.collectFor(cx);
        try {
            return future.pollRaw(cx);
        } finally {
            here.collectFor(before);
            if (here.count() > mark) {
                CleanUp rest = new CleanUp(here.takeFrom(mark), null);
                rest.limit = cx.cleanUpLimit();
                owner.adopt(rest);
                cx.waker().wake(); // the limit runs from the first poll
            }
        }
    }

    // ---------------------------------------------------------------- for futures

    /**
     * Leaves something to be done to the owner. To be called from the {@link Future#drop} of a future whose clean-up takes time.
     *
     * @param rest polled at once; if that is not enough the owner goes on with it, and if there is none it is dropped
     */
    public static void leave(Future<?> rest) {
        Leftovers here = Leftovers.here();
        Context owners = here.collector();
        boolean pending;
        try {
            pending = rest.pollRaw(owners != null ? owners : Context.NOBODY) == Poll.PENDING;
        } catch (Throwable failure) {
            throw Sneaky.<RuntimeException>rethrow(failure);
        }
        if (pending && owners != null) {
            here.add(rest);
        } else {
            rest.drop();
        }
    }

    // ---------------------------------------------------------------- the future

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (finished) {
            throw Failures.finished(this);
        }
        pollOpen(cx);
        if (!open.isEmpty()) {
            if (!isTimeUp(cx)) {
                return Poll.PENDING;
            }
            giveUp();
        }
        finish();
        Failures.throwIfAny(failure);
        return null;
    }

    private void pollOpen(Context cx) {
        for (Iterator<Future<?>> each = open.iterator(); each.hasNext(); ) {
            try {
                if (each.next().pollRaw(cx) == Poll.PENDING) {
                    continue;
                }
            } catch (Throwable t) {
                failure = Failures.add(failure, t);
            }
            each.remove();
        }
    }

    private boolean isTimeUp(Context cx) {
        if (limit == null) {
            return false;
        }
        try {
            if (limit.pollRaw(cx) == Poll.PENDING) {
                return false;
            }
            failure = Failures.add(
                    failure,
                    new CleanUpTimeoutException("clean-up took too long and was given up:\n" + AwaitTree.of(this)));
        } catch (Throwable t) { // such as: the runtime has ended
            failure = Failures.add(failure, t);
        }
        return true;
    }

    @Override
    public void drop() {
        if (!finished) {
            giveUp();
            finish();
            Failures.throwIfAny(failure);
        }
    }

    private void giveUp() {
        Leftovers here = Leftovers.here();
        Context before = here.collectFor(null);
        for (Future<?> each : open) {
            failure = Failures.add(failure, Failures.ofDropping(each));
        }
        here.collectFor(before);
        open.clear();
    }

    private void finish() {
        finished = true;
        if (limit != null) {
            failure = Failures.add(failure, Failures.ofDropping(limit));
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.copyOf(open);
    }

    @Override
    public String toString() {
        return "clean-up";
    }
}
