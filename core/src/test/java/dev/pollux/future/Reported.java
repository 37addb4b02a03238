package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;

/** Collects the defects that are reported on a thread. */
final class Reported {

    private Reported() {}

    /** Returns what the uncaught exception handler of this thread is told while the action runs. */
    static List<Throwable> during(Runnable action) {
        List<Throwable> defects = new ArrayList<>();
        Thread thread = Thread.currentThread();
        thread.setUncaughtExceptionHandler((t, defect) -> defects.add(defect));
        try {
            action.run();
        } finally {
            thread.setUncaughtExceptionHandler(null);
        }
        return defects;
    }
}
