package dev.pollux.future;

import dev.pollux.future.Suspension.Hold;
import dev.pollux.future.Suspension.Wait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk through a suspended future, down to its leaves. What it calls may be foreign code, which may throw whatever it likes. */
final class SuspensionWalk {

    /** Deeper than any sane program, and shallow enough not to overflow the stack of the thread that asks. */
    private static final int MAX_DEPTH = 1_000;

    private final SuspensionReader reader;
    private final List<Future<?>> above = new ArrayList<>(); // few: searching them is cheaper than a set
    private List<Wait> waits = List.of();
    private List<Hold> holds = List.of();
    private boolean movable;

    SuspensionWalk(SuspensionReader reader) {
        this.reader = reader;
    }

    Suspension read(Future<?> future) {
        AwaitTree tree = walk(future, null);
        return new Suspension(tree, waits, holds, movable);
    }

    /** Goes on at a future, below a block that stands at {@code line}. */
    private AwaitTree walk(Future<?> future, @Nullable StackTraceElement line) {
        SuspensionReader.Place place = future instanceof AsyncFrame<?> frame ? reader.placeOf(frame) : null;
        StackTraceElement site = place == null ? null : place.site();
        String label = place == null ? labelOf(future) : place.label();
        if (above.size() == MAX_DEPTH) {
            return reader.tree(label + " ...", site, List.of());
        }
        if (isAbove(future)) {
            return reader.tree(label + " again: this is a circle, which never ends", site, List.of());
        }
        above.add(future);
        List<? extends Future<?>> awaited = awaitedBy(future);
        StackTraceElement below = site == null ? line : site;
        note(future, awaited.isEmpty(), below);
        List<AwaitTree> children = children(awaited, below);
        above.remove(above.size() - 1);
        return reader.tree(label, site, children);
    }

    private boolean isAbove(Future<?> future) {
        for (int i = above.size() - 1; i >= 0; i--) {
            if (above.get(i) == future) {
                return true;
            }
        }
        return false;
    }

    private List<AwaitTree> children(List<? extends Future<?>> awaited, @Nullable StackTraceElement line) {
        if (awaited.size() < 2) {
            return awaited.isEmpty() ? List.of() : List.of(walk(awaited.get(0), line));
        }
        List<AwaitTree> children = new ArrayList<>(awaited.size());
        for (Future<?> child : awaited) {
            children.add(walk(child, line));
        }
        return children;
    }

    private void note(Future<?> future, boolean isLeaf, @Nullable StackTraceElement line) {
        if (future instanceof Waiting waiting) {
            noteWait(future, waiting, isLeaf, line);
        } else if (isLeaf) {
            addWait(future, null, line);
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
                addWait(future, resource, line == null ? waiting.waitingSince() : line);
            }
        } catch (Throwable t) { // foreign code
            addWait(future, null, line);
        }
    }

    private void addWait(Future<?> leaf, @Nullable Resource resource, @Nullable StackTraceElement line) {
        if (waits.isEmpty()) {
            waits = new ArrayList<>(1);
        }
        waits.add(new Wait(leaf, resource, line));
    }

    private void noteHold(Holding holding, @Nullable StackTraceElement line) {
        try {
            Resource resource = holding.holds();
            if (resource != null) {
                StackTraceElement since = holding.heldSince();
                if (holds.isEmpty()) {
                    holds = new ArrayList<>(1);
                }
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

    private static List<? extends Future<?>> awaitedBy(Future<?> future) {
        if (future instanceof AsyncFrame<?> frame) {
            return frame.awaiting();
        }
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
