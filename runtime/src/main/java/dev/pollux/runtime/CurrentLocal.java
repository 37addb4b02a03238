package dev.pollux.runtime;

import org.jspecify.annotations.Nullable;

/** The set of local tasks that the calling thread is inside of. */
final class CurrentLocal {

    private static final ThreadLocal<@Nullable LocalSet> CURRENT = new ThreadLocal<>();

    private CurrentLocal() {}

    static @Nullable LocalSet get() {
        return CURRENT.get();
    }

    static @Nullable LocalSet replace(@Nullable LocalSet local) {
        LocalSet before = CURRENT.get();
        if (local == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(local);
        }
        return before;
    }
}
