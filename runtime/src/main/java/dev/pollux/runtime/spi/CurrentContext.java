package dev.pollux.runtime.spi;

import org.jspecify.annotations.Nullable;

/** The thread-local behind {@link RuntimeContext#current}. */
final class CurrentContext {

    private static final ThreadLocal<@Nullable RuntimeContext> CURRENT = new ThreadLocal<>();

    private CurrentContext() {}

    static @Nullable RuntimeContext get() {
        return CURRENT.get();
    }

    static @Nullable RuntimeContext replace(@Nullable RuntimeContext context) {
        RuntimeContext before = CURRENT.get();
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
        return before;
    }
}
