package dev.pollux.sync;

import org.jspecify.annotations.Nullable;

/** Says that a task waits for a lock that it holds itself, and for nothing else: it would wait for ever. */
public final class RecursiveLockException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RecursiveLockException(Object lock, @Nullable StackTraceElement held, @Nullable StackTraceElement wanted) {
        super("this task holds " + lock + " since " + held + " and wants it again at " + wanted
                + ": it would wait for itself for ever; pass the guard on instead of locking again");
    }
}
