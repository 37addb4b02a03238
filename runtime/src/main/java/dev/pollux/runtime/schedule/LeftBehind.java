package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.RuntimeContext;

/** What a poll left on its thread. */
final class LeftBehind {

    private LeftBehind() {}

    /** Undoes what a poll left behind that entered another runtime and ended, or went on elsewhere, without leaving it. */
    static void undo(RuntimeContext context) {
        if (RuntimeContext.replace(context) != context) {
            System.getLogger("dev.pollux")
                    .log(
                            System.Logger.Level.WARNING,
                            "a task left another runtime entered on "
                                    + Thread.currentThread().getName()
                                    + ": close each EnterGuard before the next await");
        }
    }
}
