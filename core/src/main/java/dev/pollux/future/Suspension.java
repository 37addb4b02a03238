package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a suspended future stands: what it waits for, and what it keeps from others meanwhile. With those of all tasks one can tell
 * who waits for whom.
 *
 * @param tree what it waits for, down to the leaves
 * @param waits the leaves, in the order of the tree; without those that wait for {@link Resource#OUTSIDE} alone
 * @param holds what its blocks keep in their variables that others may wait for
 * @param isMovable whether a leaf waits for the outside world, or waits no longer: then no other task is needed for the next poll
 */
public record Suspension(AwaitTree tree, List<Wait> waits, List<Hold> holds, boolean isMovable) {

    /**
     * A leaf that is waited for.
     *
     * @param leaf the future
     * @param resource what it waits for; {@code null} if it does not say
     * @param line the await of the innermost block above it; where the wait began, if there is none
     */
    public record Wait(
            Future<?> leaf,
            @Nullable Resource resource,
            @Nullable StackTraceElement line) {}

    /**
     * Something that others may wait for.
     *
     * @param holding the value of a variable, or an element of one
     * @param resource what others wait for because of it
     * @param line where it was got; where the block stands that keeps it, if that is not known
     */
    public record Hold(
            Holding holding, Resource resource, @Nullable StackTraceElement line) {}

    /**
     * Copies the lists.
     *
     * @param tree as above
     * @param waits as above
     * @param holds as above
     * @param isMovable as above
     */
    public Suspension {
        waits = List.copyOf(waits);
        holds = List.copyOf(holds);
    }

    /**
     * Reads where a future stands. Polls nothing and changes nothing.
     *
     * <p>The future should be at rest. Read while another thread polls it, the answer may mix two moments.
     *
     * @param future any future
     * @return what it says of itself
     * @cost As for {@link AwaitTree#of}. For many futures take a {@link SuspensionReader}.
     */
    public static Suspension of(Future<?> future) {
        return SuspensionReader.once().read(future);
    }

    /**
     * Says of the same future that it was woken.
     *
     * @return a copy that is movable
     */
    public Suspension moved() {
        return new Suspension(tree, waits, holds, true);
    }
}
