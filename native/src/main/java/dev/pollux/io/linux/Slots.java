package dev.pollux.io.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant by the token of an event: the place of a source in a table, and a number that no other source at that place has.
 *
 * <p>An event may have been fetched before its source was closed, and a new one may have its descriptor and its place by now. The
 * number tells them apart.
 */
final class Slots {

    /*
     * Memory order: a source is stored by release after its token is set, and found by acquire. The table is replaced by a larger
     * copy under the lock, and read volatile.
     *
     * What may lag: a find that still reads the smaller table may find a source that was removed since. It is closed; an event
     * does nothing to it.
     */

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(EpollSource[].class);
    private static final int INITIAL = 64;

    private volatile @Nullable EpollSource[] table = new @Nullable EpollSource[INITIAL]; // replaced under the lock
    private int[] free = new int[INITIAL]; // a stack of places; guarded by the lock
    private int freeCount; // guarded by the lock
    private int used; // places ever used; guarded by the lock
    private int generation; // guarded by the lock

    /** Gives a source its token. */
    synchronized void add(EpollSource source) {
        int index = freeCount > 0 ? free[--freeCount] : used++;
        if (index == table.length) {
            table = Arrays.copyOf(table, 2 * index);
            free = Arrays.copyOf(free, 2 * index);
        }
        generation = (generation + 1) & Integer.MAX_VALUE; // a token is never negative
        source.token = (long) generation << Integer.SIZE | index;
        ELEMENT.setRelease(table, index, source); // pairs with find
    }

    /** Forgets a source, once. */
    synchronized void remove(EpollSource source) {
        int index = (int) source.token;
        ELEMENT.setRelease(table, index, null);
        free[freeCount++] = index;
    }

    /** Who has a token; {@code null} if nobody has any more. */
    @Nullable EpollSource find(long token) {
        @Nullable EpollSource[] seen = table;
        int index = (int) token;
        if (index < 0 || index >= seen.length) {
            return null;
        }
        EpollSource source = (EpollSource) ELEMENT.getAcquire(seen, index);
        return source != null && source.token == token ? source : null;
    }

    /** All that are there. */
    synchronized List<EpollSource> all() {
        List<EpollSource> all = new ArrayList<>();
        for (EpollSource source : table) {
            if (source != null) {
                all.add(source);
            }
        }
        return all;
    }
}
