package dev.pollux.runtime;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the call that spawns a task: the innermost one from outside the packages that spawning goes through. */
final class SpawnSite {

    private static final Set<String> OWN = Set.of(
            "dev.pollux",
            "dev.pollux.runtime",
            "dev.pollux.runtime.context",
            "dev.pollux.runtime.task",
            "dev.pollux.task");

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private SpawnSite() {}

    static @Nullable StackTraceElement ofCaller() {
        return WALKER.walk(frames -> frames.filter(
                        frame -> !OWN.contains(frame.getDeclaringClass().getPackageName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
    }
}
