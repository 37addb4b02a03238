package dev.pollux.runtime;

import dev.pollux.runtime.spi.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes a runtime the current one of a thread, until it is closed. Use it in a try-with-resources statement.
 *
 * @see Handle#enter
 */
public final class EnterGuard implements AutoCloseable {

    /** Tells apart the guards of one runtime that was entered repeatedly, whose contexts are equal. */
    private static final ThreadLocal<@Nullable EnterGuard> INNERMOST = new ThreadLocal<>();

    private final Thread thread = Thread.currentThread();
    private final RuntimeContext entered;
    private final @Nullable RuntimeContext before;
    private final @Nullable EnterGuard outer;
    private boolean closed;

    EnterGuard(RuntimeContext entered) {
        this.entered = entered;
        this.before = RuntimeContext.replace(entered);
        EnterGuard innermost = INNERMOST.get();
        this.outer =
                innermost != null && innermost.entered == before ? innermost : null; // not one that was never closed
        INNERMOST.set(this);
    }

    /**
     * Makes the runtime that was current before current again. Repeated calls do nothing.
     *
     * @throws IllegalStateException if called by another thread, or before a guard that was made later is closed
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(
                    "an EnterGuard must be closed by the thread that made it, " + thread.getName());
        }
        RuntimeContext found = RuntimeContext.replace(before);
        if (found != entered || INNERMOST.get() != this) {
            RuntimeContext.replace(found);
            throw new IllegalStateException("EnterGuards must be closed in the reverse order in which they were made");
        }
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        closed = true;
    }
}
