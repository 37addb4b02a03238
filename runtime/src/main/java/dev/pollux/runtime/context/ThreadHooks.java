package dev.pollux.runtime.context;

import dev.pollux.internal.Defects;
import org.jspecify.annotations.Nullable;

/**
 * The application's functions to call on the threads of a runtime. One that throws is reported, and hurts nobody.
 *
 * @param onStart called first on each thread
 * @param onStop called last
 * @param onPark called by a thread that runs tasks, before it sleeps
 * @param onUnpark called by such a thread when it slept, or when {@code onPark} gave it something to do
 */
public record ThreadHooks(
        @Nullable Runnable onStart,
        @Nullable Runnable onStop,
        @Nullable Runnable onPark,
        @Nullable Runnable onUnpark) {

    /** No hooks. */
    public static final ThreadHooks NONE = new ThreadHooks(null, null, null, null);

    /**
     * Runs what a thread is for.
     *
     * @param body between the hooks
     */
    public void around(Runnable body) {
        call(onStart);
        try {
            body.run();
        } finally {
            call(onStop);
        }
    }

    /** Calls the hook of a thread that is about to sleep. What it wakes or spawns is to be seen before the thread does. */
    public void parking() {
        call(onPark);
    }

    /** Calls the hook of a thread that called {@link #parking} and goes on. */
    public void unparked() {
        call(onUnpark);
    }

    private static void call(@Nullable Runnable hook) {
        try {
            if (hook != null) {
                hook.run();
            }
        } catch (Throwable t) {
            Defects.report(t);
        }
    }
}
