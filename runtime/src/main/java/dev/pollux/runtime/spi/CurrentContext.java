package dev.pollux.runtime.spi;

import org.jspecify.annotations.Nullable;

/** What is behind {@link RuntimeContext#current}: a field of the runtimes' own threads, a thread-local of all others. */
final class CurrentContext {

    private static final ThreadLocal<@Nullable RuntimeContext> CURRENT = new ThreadLocal<>();

    private CurrentContext() {}

    static @Nullable RuntimeContext get() {
        return Thread.currentThread() instanceof RuntimeThread own ? own.context : CURRENT.get();
    }

    static @Nullable RuntimeContext replace(@Nullable RuntimeContext context) {
        if (Thread.currentThread() instanceof RuntimeThread own) {
            RuntimeContext before = own.context;
            own.context = context;
            return before;
        }
        RuntimeContext before = CURRENT.get();
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
        return before;
    }
}
