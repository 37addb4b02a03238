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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports polls that keep a worker from other tasks, once for each source line. */
final class LongPolls {

    /** How many budgets a poll may compute before that is reported: code that runs for the first time is slow. */
    static final int BUDGETS_TO_BURN = 10;

    private static final int MOST_REPORTS = 1_000; // distinct lines; a program with more has been told enough

    private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\.");
    private static final Pattern POLLUX = Pattern.compile(
            "dev\\.pollux\\.((fs|future|internal|io|net|process|runtime|signal|stream|sync|task|time)\\.|Pollux$)");

    /** Drivers make system calls that do not block. If one takes long the machine is busy, and nobody can mend that here. */
    private static final Pattern DRIVER = Pattern.compile("dev\\.pollux\\.(runtime\\.io|io\\.linux)\\.");

    /** A thread that waits until another one has initialized a class waits for an {@code int[]} of the JVM's own. */
    private static final String LOCK_OF_CLASS = "[I";

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
        if (isLoadingClasses(stack, info.getLockInfo()) || isInDriver(stack)) {
            return; // the one happens once, the other does not block: neither is anybody's fault
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

    /** Cuts the frames of the runtime off the end, and those that the JVM makes for lambdas, which have no line. */
    private static List<StackTraceElement> ofPoll(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .takeWhile(frame -> !frame.getClassName().equals(Worker.class.getName()))
                .filter(frame -> !frame.getClassName().contains("$$Lambda"))
                .map(Frames::withoutModule)
                .toList();
    }

    private static boolean isLoadingClasses(List<StackTraceElement> stack, @Nullable LockInfo lock) {
        return (lock != null && lock.getClassName().equals(LOCK_OF_CLASS))
                || stack.stream().anyMatch(frame -> frame.getClassName().equals("java.lang.ClassLoader"));
    }

    private static boolean isInDriver(List<StackTraceElement> stack) {
        StackTraceElement caller = innermost(stack, frame -> !isOf(JDK, frame));
        return caller != null && isOf(DRIVER, caller);
    }

    /** The innermost line of the application. */
    private static @Nullable StackTraceElement place(List<StackTraceElement> stack) {
        return innermost(stack, frame -> !isOf(JDK, frame) && !isOf(POLLUX, frame));
    }

    private static @Nullable StackTraceElement innermost(
            List<StackTraceElement> stack, Predicate<StackTraceElement> wanted) {
        return stack.stream().filter(wanted).findFirst().orElse(null);
    }

    private static boolean isOf(Pattern packages, StackTraceElement frame) {
        return packages.matcher(frame.getClassName()).lookingAt();
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
