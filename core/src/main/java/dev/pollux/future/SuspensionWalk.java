package dev.pollux.future;

import dev.pollux.future.Suspension.Hold;
import dev.pollux.future.Suspension.Wait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk through a suspended future, down to its leaves. What it calls may be foreign code, which may throw whatever it likes. */
final class SuspensionWalk {

    /** Deeper than any sane program, and shallow enough not to overflow the stack of the thread that asks. */
    private static final int MAX_DEPTH = 1_000;

    private final Set<Future<?>> above = Collections.newSetFromMap(new IdentityHashMap<>(8));
    private final List<Wait> waits = new ArrayList<>(1);
    private final List<Hold> holds = new ArrayList<>(0);
    private boolean movable;

    Suspension read(Future<?> future) {
        AwaitTree tree = walk(future, null);
        return new Suspension(tree, waits, holds, movable);
    }

    /** Goes on at a future, below a block that stands at {@code line}. */
    private AwaitTree walk(Future<?> future, @Nullable StackTraceElement line) {
        StackTraceElement site = future instanceof AsyncFrame<?> frame ? frame.site() : null;
        String label = site != null ? site.toString() : labelOf(future);
        if (above.size() == MAX_DEPTH) {
            return new AwaitTree(label + " ...", site, List.of());
        }
        if (!above.add(future)) {
            return new AwaitTree(label + " again: this is a circle, which never ends", site, List.of());
        }
        List<Future<?>> awaited = awaitedBy(future);
        note(future, awaited.isEmpty(), site == null ? line : site);
        List<AwaitTree> children = new ArrayList<>(awaited.size());
        for (Future<?> child : awaited) {
            children.add(walk(child, site == null ? line : site));
        }
        above.remove(future);
        return new AwaitTree(label, site, children);
    }

    private void note(Future<?> future, boolean isLeaf, @Nullable StackTraceElement line) {
        if (future instanceof Waiting waiting) {
            noteWait(future, waiting, isLeaf, line);
        } else if (isLeaf) {
            waits.add(new Wait(future, null, line));
        }
        if (future instanceof AsyncFrame<?> frame) {
            HeldValues.among(frame, holding -> noteHold(holding, line));
        } else if (future instanceof Holding holding) {
            noteHold(holding, line);
        }
    }

    private void noteWait(Future<?> future, Waiting waiting, boolean isLeaf, @Nullable StackTraceElement line) {
        try {
            Resource resource = waiting.waitingFor();
            if (resource == Resource.OUTSIDE || (resource == null && isLeaf)) {
                movable = true;
            } else if (resource != null) {
                waits.add(new Wait(future, resource, line == null ? waiting.waitingSince() : line));
            }
        } catch (Throwable t) { // foreign code
            waits.add(new Wait(future, null, line));
        }
    }

    private void noteHold(Holding holding, @Nullable StackTraceElement line) {
        try {
            Resource resource = holding.holds();
            if (resource != null) {
                StackTraceElement since = holding.heldSince();
                holds.add(new Hold(holding, resource, since == null ? line : since));
            }
        } catch (Throwable t) { // foreign code, which cannot say what it holds
            return;
        }
    }

    private static String labelOf(Future<?> future) {
        try {
            return String.valueOf(future.toString()); // which foreign code may have made null
        } catch (Throwable t) { // foreign code, perhaps in the middle of a change by the thread that polls
            return future.getClass().getName();
        }
    }

    private static List<Future<?>> awaitedBy(Future<?> future) {
        if (!(future instanceof Awaiting awaiting)) {
            return List.of();
        }
        List<Future<?>> seen = new ArrayList<>();
        try {
            for (Future<?> child : awaiting.awaiting()) {
                if (child != null) {
                    seen.add(child);
                }
            }
        } catch (Throwable t) { // as above: what was seen so far is better than nothing
            return seen;
        }
        return seen;
    }
}
