package dev.pollux.runtime.context;

import dev.pollux.runtime.spi.Defects;
import org.jspecify.annotations.Nullable;

/**
 * The application's functions to call first and last on each thread of a runtime. One that throws is reported, and hurts nobody.
 *
 * @param onStart called first
 * @param onStop called last
 */
public record ThreadHooks(
        @Nullable Runnable onStart, @Nullable Runnable onStop) {

    /** No functions. */
    public static final ThreadHooks NONE = new ThreadHooks(null, null);

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
