package dev.pollux.runtime.schedule;

import dev.pollux.runtime.task.Tasks;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports polls that keep a worker from other tasks, once for each source line. */
final class BlockedPolls {

    private static final int MOST_REPORTS = 1_000; // distinct lines; a program with more has been told enough
    private static final int SHOWN_FRAMES = 40;

    private final Set<String> reported = new HashSet<>();
    private @Nullable ThreadMXBean threads; // made by the first long poll: it takes a while to load
    private boolean silenced; // a debugger is attached: people who step through code know that it takes time

    /** Reports what a worker does, unless it has been reported, or is nothing: a thread that the system does not let run. */
    void consider(Worker worker, long heldNanos) {
        ThreadMXBean bean = threads();
        if (silenced || reported.size() >= MOST_REPORTS) {
            return;
        }
        long cpuBefore = bean.getThreadCpuTime(worker.thread.getId());
        ThreadInfo info = bean.getThreadInfo(new long[] {worker.thread.getId()}, true, true)[0];
        if (info == null) {
            return;
        }
        StackTraceElement[] stack = ofPoll(info.getStackTrace());
        Activity activity = activity(info, worker, cpuBefore);
        StackTraceElement place = place(stack);
        if (activity != null && place != null && reported.add(place.toString())) {
            log(worker, heldNanos, info, stack, place, activity);
        }
    }

    private enum Activity {
        BLOCKED(
                "is blocked",
                "Await instead, or move the blocking call off the worker: spawnBlocking(() -> ...).await(), or blockInPlace(() -> ...)."),
        BURNING(
                "burns CPU",
                "Move it off the worker: spawnCompute(() -> ...).await(); or let others run: yieldNow().await() now and then, or preemptible(...).");

        final String words;
        final String cure;

        Activity(String words, String cure) {
            this.words = words;
            this.cure = cure;
        }
    }

    private @Nullable Activity activity(ThreadInfo info, Worker worker, long cpuBefore) {
        if (info.getThreadState() != Thread.State.RUNNABLE || info.isInNative()) {
            return Activity.BLOCKED;
        }
        long sinceLook = threads().getThreadCpuTime(worker.thread.getId()) - cpuBefore;
        return sinceLook > 0 ? Activity.BURNING : null;
    }

    /** Cuts the frames of the runtime off the end. */
    private static StackTraceElement[] ofPoll(StackTraceElement[] stack) {
        int end = stack.length;
        for (int i = 0; i < stack.length; i++) {
            if (stack[i].getClassName().equals(Worker.class.getName())) {
                end = i;
                break;
            }
        }
        return Arrays.copyOf(stack, end);
    }

    /** The innermost line of the application. */
    private static @Nullable StackTraceElement place(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (!name.startsWith("java.")
                    && !name.startsWith("jdk.")
                    && !name.startsWith("sun.")
                    && !name.startsWith("dev.pollux.runtime.")
                    && !name.startsWith("dev.pollux.future.")) {
                return frame;
            }
        }
        return null;
    }

    private static void log(
            Worker worker,
            long heldNanos,
            ThreadInfo info,
            StackTraceElement[] stack,
            StackTraceElement place,
            Activity activity) {
        StringBuilder text = new StringBuilder();
        text.append(Tasks.describe(worker.polled()))
                .append(" keeps ")
                .append(worker.thread.getName())
                .append(" from other tasks for ")
                .append(TimeUnit.NANOSECONDS.toMillis(heldNanos))
                .append(" ms: it ")
                .append(activity.words)
                .append(" at ")
                .append(place);
        LockInfo lock = info.getLockInfo();
        if (lock != null) {
            text.append("\n    waits for ").append(lock);
            if (info.getLockOwnerName() != null) {
                text.append(", which \"").append(info.getLockOwnerName()).append("\" holds");
            }
        }
        text.append("\n    Another thread has taken over its tasks. ").append(activity.cure);
        for (int i = 0; i < Math.min(stack.length, SHOWN_FRAMES); i++) {
            text.append("\n        at ").append(stack[i]);
        }
        System.getLogger("dev.pollux").log(System.Logger.Level.WARNING, text.toString());
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
