package dev.pollux.runtime;

import org.jspecify.annotations.Nullable;

/** Makes a {@link LocalSet} the current one of its thread, until it is closed. Use it in a try-with-resources statement. */
public final class LocalGuard implements AutoCloseable {

    private final LocalSet local;
    private final EnterGuard runtime;
    private final @Nullable LocalSet before;
    private boolean closed;

    LocalGuard(LocalSet local, RuntimeCore core) {
        this.local = local;
        this.runtime = new EnterGuard(core);
        this.before = CurrentLocal.replace(local);
    }

    /**
     * Makes current what was current before. Repeated calls do nothing.
     *
     * @throws IllegalStateException if called by another thread, or before a guard that was made later is closed
     */
    @Override
    public void close() {
        if (!closed) {
            local.requireOwner("close of a guard");
            runtime.close();
            CurrentLocal.replace(before);
            closed = true;
        }
    }
}
