package dev.pollux.future;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads where futures stand, many of them one after the other. What is equal in several is made once: of a million tasks at the same
 * await one tree is kept, not a million. For one thread.
 *
 * @see Suspension#of for a single one
 */
public final class SuspensionReader {

    /** A place in the source, with what is printed of it. */
    record Place(StackTraceElement site, String label) {}

    /*
     * The trees are kept in a table in which the later one takes the place of the earlier: those of the moment are found, and it does not
     * grow if all are different. A tree is found by its label and the very objects below it, which were found here before.
     */
    private final @Nullable AwaitTree[] recent;
    private final Map<Class<?>, @Nullable Place[]> places =
            new HashMap<>(); // of each kind of block, by the number of the await

    /** Creates a reader that has read nothing. */
    public SuspensionReader() {
        this(1 << 10);
    }

    private SuspensionReader(int size) {
        recent = new @Nullable AwaitTree[size];
    }

    /** Creates one that is to read a single future. */
    static SuspensionReader once() {
        return new SuspensionReader(1);
    }

    /**
     * Reads where a future stands, as {@link Suspension#of} does.
     *
     * @param future any future
     * @return what it says of itself
     */
    public Suspension read(Future<?> future) {
        return new SuspensionWalk(this).read(future);
    }

    /** Returns where a block stands. */
    Place placeOf(AsyncFrame<?> frame) {
        int at = frame.standsAt();
        @Nullable Place[] known = places.get(frame.getClass());
        if (known == null || at >= known.length) {
            known = known == null ? new @Nullable Place[at + 1] : Arrays.copyOf(known, at + 1);
            places.put(frame.getClass(), known);
        }
        Place place = known[at];
        if (place == null) {
            StackTraceElement site = frame.site(at);
            place = new Place(site, site.toString());
            known[at] = place;
        }
        return place;
    }

    /** Returns a tree, perhaps one that was made before. */
    AwaitTree tree(String label, @Nullable StackTraceElement site, List<AwaitTree> children) {
        int hash = label.hashCode() * 31
                + (children.isEmpty() ? 0 : children.get(0).label().hashCode());
        int slot = (hash ^ hash >>> 16) & recent.length - 1;
        AwaitTree known = recent[slot];
        if (known == null || !isSame(known, label, site, children)) {
            known = new AwaitTree(label, site, children);
            recent[slot] = known;
        }
        return known;
    }

    private static boolean isSame(
            AwaitTree known, String label, @Nullable StackTraceElement site, List<AwaitTree> children) {
        if (!known.label().equals(label)
                || !Objects.equals(known.site(), site)
                || known.children().size() != children.size()) {
            return false;
        }
        for (int i = 0; i < children.size(); i++) {
            if (known.children().get(i) != children.get(i)) {
                return false;
            }
        }
        return true;
    }
}
