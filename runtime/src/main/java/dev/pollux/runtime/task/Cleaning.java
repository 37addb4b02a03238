package dev.pollux.runtime.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A future, or what it came to, together with the clean-up that is owed on its behalf. Finished when both are.
 *
 * @param <T> the type of the value
 */
public final class Cleaning<T extends @Nullable Object> implements Future<T>, Awaiting {

    /** Makes what a future came to and the failure of its clean-up into one end. */
    @FunctionalInterface
    public interface Merge {

        /**
         * Decides.
         *
         * @param end what the future came to
         * @param failure of the clean-up
         * @return what to yield
         * @throws Exception to fail instead
         */
        @Nullable Object merge(@Nullable Object end, Throwable failure) throws Exception;
    }

    private final Merge merge;
    private final List<CleanUp> owed = new ArrayList<>(1);
    private @Nullable Future<T> future; // null once it has ended
    private @Nullable Object end;
    private @Nullable Throwable failure; // of the clean-up

    private Cleaning(@Nullable Future<T> future, @Nullable Object end, Merge merge) {
        this.future = future;
        this.end = end;
        this.merge = merge;
    }

    /**
     * Adds clean-up to a future that goes on beside it.
     *
     * @param future any future
     * @param rest the clean-up
     * @param merge applied in the end, if the clean-up fails
     * @param <T> the type of the value
     * @return {@code future} if it is a {@code Cleaning} already, else one that has it
     */
    public static <T extends @Nullable Object> Cleaning<T> beside(Future<T> future, CleanUp rest, Merge merge) {
        Cleaning<T> cleaning = future instanceof Cleaning<T> present ? present : new Cleaning<>(future, null, merge);
        cleaning.owed.add(rest);
        return cleaning;
    }

    /**
     * Waits for clean-up before an end that is decided.
     *
     * @param end what to yield
     * @param rest the clean-up
     * @param merge applied in the end, if the clean-up fails
     * @param <T> the type of the value
     * @return the future of the end
     */
    public static <T extends @Nullable Object> Cleaning<T> before(@Nullable Object end, CleanUp rest, Merge merge) {
        Cleaning<T> cleaning = new Cleaning<>(null, end, merge);
        cleaning.owed.add(rest);
        return cleaning;
    }

    /**
     * Tells whether only clean-up is left.
     *
     * @return {@code true} if the end is decided
     */
    public boolean isDecided() {
        return future == null;
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        for (Iterator<CleanUp> each = owed.iterator(); each.hasNext(); ) {
            if (isFinished(each.next(), cx)) {
                each.remove();
            }
        }
        if (future != null) {
            Object raw = future.pollRaw(cx);
            if (raw == Poll.PENDING) {
                return Poll.PENDING;
            }
            future = null;
            end = raw;
        }
        if (!owed.isEmpty()) {
            return Poll.PENDING;
        }
        Throwable met = takeFailure();
        return met == null ? end : merge.merge(end, met);
    }

    private @Nullable Throwable takeFailure() {
        Throwable taken = failure;
        failure = null;
        return taken;
    }

    private boolean isFinished(CleanUp cleanUp, Context cx) {
        try {
            return cleanUp.pollRaw(cx) != Poll.PENDING;
        } catch (Throwable t) {
            add(t);
            return true;
        }
    }

    private void add(Throwable next) {
        if (failure == null) {
            failure = next;
        } else if (failure != next) {
            failure.addSuppressed(next);
        }
    }

    /**
     * Gives the clean-up up.
     *
     * @param ifUndecided the end of a future that has not come to one, and is dropped
     * @return the end
     * @throws Exception as decided by the merge
     */
    @Nullable Object giveUp(@Nullable Object ifUndecided) throws Exception {
        List<Runnable> drops = new ArrayList<>();
        if (future != null) {
            drops.add(future::drop);
            future = null;
            end = ifUndecided;
        }
        owed.forEach(rest -> drops.add(rest::drop));
        owed.clear();
        runAll(drops);
        Throwable met = takeFailure();
        return met == null ? end : merge.merge(end, met);
    }

    /** Drops the future and leaves the clean-up to whoever causes that. */
    @Override
    public void drop() {
        List<Runnable> drops = new ArrayList<>();
        if (future != null) {
            drops.add(future::drop);
        }
        future = null;
        owed.forEach(rest -> drops.add(() -> CleanUp.leave(rest)));
        owed.clear();
        runAll(drops);
        Throwable met = takeFailure();
        if (met != null) {
            throw Thrown.rethrow(met);
        }
    }

    private void runAll(List<Runnable> drops) {
        for (Runnable drop : drops) {
            try {
                drop.run();
            } catch (Throwable t) {
                add(t);
            }
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        List<Future<?>> seen = new ArrayList<>(owed);
        if (future != null) {
            seen.add(0, future);
        }
        return seen;
    }

    @Override
    public String toString() {
        Future<T> main = future;
        return main == null ? "clean-up" : main.toString();
    }
}
