package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Holding;
import org.jspecify.annotations.Nullable;

/** A guard that remembers which task got it, and where. */
abstract class Owned implements Holding {

    /** What those wait for who want a lock, in {@link dev.pollux.future.Resource#what}. */
    static final String LOCK_OF = "the lock of";

    private final @Nullable Context holder;
    private final int site;
    private boolean replaced; // by a guard of a part, or by one that may do less

    /** Of the task that polls, or of nobody in particular. */
    Owned(@Nullable Context cx) {
        this.holder = cx == null ? null : cx.root();
        this.site = cx == null ? 0 : cx.site();
    }

    /** Got by the same task at the same place as another. */
    Owned(Owned other) {
        this.holder = other.holder;
        this.site = other.site;
    }

    @Override
    public final @Nullable Context holder() {
        return holder;
    }

    @Override
    public final @Nullable StackTraceElement heldSince() {
        return Context.placeOf(site);
    }

    /** Another guard takes the place of this one, which its try statement will close all the same. */
    final void replaced() {
        replaced = true;
    }

    final boolean isReplaced() {
        return replaced;
    }

    static ReleasedException released(String verb) {
        return new ReleasedException("a value was " + verb + " through a guard whose lock was released");
    }
}
