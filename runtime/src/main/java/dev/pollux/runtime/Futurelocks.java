package dev.pollux.runtime;

import dev.pollux.future.Futurelock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports futurelocks, once for each pair of source lines. */
final class Futurelocks {

    private static final int MOST_REPORTS = 1_000; // distinct pairs; a program with more has been told enough

    private final Consumer<? super Futurelock> hook;
    private final Set<List<@Nullable StackTraceElement>> reported = ConcurrentHashMap.newKeySet();

    Futurelocks(Consumer<? super Futurelock> hook) {
        this.hook = hook;
    }

    void tell(Futurelock report) {
        if (reported.size() < MOST_REPORTS && reported.add(Arrays.asList(report.waitedAt(), report.parkedSite()))) {
            hook.accept(report);
        }
    }
}
