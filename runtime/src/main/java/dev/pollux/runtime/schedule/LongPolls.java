package dev.pollux.runtime.schedule;

import dev.pollux.internal.Defects;
import dev.pollux.runtime.spi.LongPoll;
import dev.pollux.runtime.task.Frames;
import dev.pollux.runtime.task.Tasks;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports polls that keep a worker from other tasks, once for each source line. */
final class LongPolls {

    /** How many budgets a poll may compute before that is reported: code that runs for the first time is slow. */
    static final int BUDGETS_TO_BURN = 10;

    private static final int MOST_REPORTS = 1_000; // distinct lines; a program with more has been told enough

    private static final Pattern LIBRARY =
            Pattern.compile("(java|javax|jdk|sun|dev\\.pollux\\.(future|runtime|task|time|io|net|Pollux$))");

    private final Consumer<? super LongPoll> hook;
    private final long longestBurn;
    private final Set<String> reported = new HashSet<>();
    private @Nullable ThreadMXBean threads; // made by the first long poll: it takes a while to load
    private boolean silenced; // a debugger is attached: people who step through code know that it takes time

    LongPolls(Consumer<? super LongPoll> hook, Duration budget) {
        this.hook = hook;
        this.longestBurn = budget.toNanos() * BUDGETS_TO_BURN;
    }

    /** Reports what a worker does, unless it has been reported, or is nothing: a thread that the system does not let run. */
    void consider(Worker worker, long heldNanos) {
        ThreadMXBean bean = threads();
        Runnable polled = worker.polled();
        if (silenced || polled == null || reported.size() >= MOST_REPORTS) {
            return;
        }
        long id = worker.thread.getId();
        long cpuBefore = bean.getThreadCpuTime(id);
        ThreadInfo info = bean.getThreadInfo(id, Integer.MAX_VALUE); // to ask for all locks held would walk the heap
        if (info == null) {
            return;
        }
        List<StackTraceElement> stack = ofPoll(info.getStackTrace());
        if (isLoadingClasses(stack)) {
            return; // which happens once, and is nobody's fault
        }
        LongPoll.Kind kind = kind(info, bean.getThreadCpuTime(id) - cpuBefore);
        if (kind == LongPoll.Kind.BURNING && heldNanos < longestBurn) {
            return;
        }
        StackTraceElement place = place(stack);
        if (kind != null && place != null && reported.add(place.toString())) {
            LockInfo lock = info.getLockInfo();
            tell(new LongPoll(
                    Tasks.describe(polled),
                    worker.thread.getName(),
                    Duration.ofNanos(heldNanos),
                    kind,
                    place,
                    lock == null ? null : lock.toString(),
                    info.getLockOwnerName(),
                    stack));
        }
    }

    private void tell(LongPoll report) {
        try {
            hook.accept(report);
        } catch (Throwable t) { // foreign code; the monitor goes on
            Defects.report(t);
        }
    }

    private static LongPoll.@Nullable Kind kind(ThreadInfo info, long cpuMeanwhile) {
        if (info.getThreadState() != Thread.State.RUNNABLE || info.isInNative()) {
            return LongPoll.Kind.BLOCKED;
        }
        return cpuMeanwhile > 0 ? LongPoll.Kind.BURNING : null;
    }

    /** Cuts the frames of the runtime off the end. */
    private static List<StackTraceElement> ofPoll(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .takeWhile(frame -> !frame.getClassName().equals(Worker.class.getName()))
                .map(Frames::withoutModule)
                .toList();
    }

    private static boolean isLoadingClasses(List<StackTraceElement> stack) {
        return stack.stream().anyMatch(frame -> frame.getClassName().equals("java.lang.ClassLoader"));
    }

    /** The innermost line of the application. */
    private static @Nullable StackTraceElement place(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            if (!LIBRARY.matcher(frame.getClassName()).lookingAt()) {
                return frame;
            }
        }
        return null;
    }

    private ThreadMXBean threads() {
        ThreadMXBean bean = threads;
        if (bean == null) {
            bean = ManagementFactory.getThreadMXBean();
            threads = bean;
            silenced = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .anyMatch(argument -> argument.contains("jdwp"));
        }
        return bean;
    }
}
