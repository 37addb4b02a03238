package dev.pollux.test;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the calling thread if it has not closed this in time, and says what all were about then.
 *
 * <p>What it says goes to the standard error at once, too: a thread that spins does not notice the interrupt.
 */
final class TimeLimit implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final int seconds;
    private final Supplier<String> tasks;
    private final Thread thread = Thread.currentThread();
    private final @Nullable Future<?> alarm;
    private @Nullable AssertionError timeout; // this and over: guarded by this
    private boolean over;

    /**
     * Starts to count.
     *
     * @param seconds 0 for no limit
     * @param tasks tells what the tasks are about
     */
    TimeLimit(int seconds, Supplier<String> tasks) {
        this.seconds = seconds;
        this.tasks = tasks;
        this.alarm = seconds == 0 ? null : TIMER.schedule(this::interrupt, seconds, TimeUnit.SECONDS);
    }

    private void interrupt() {
        StackTraceElement[] stack = thread.getStackTrace();
        String text =
                "the test did not end within " + seconds + " s\n" + tasks.get(); // foreign code: not under the lock
        System.err.println(text + threads());
        AssertionError error = new AssertionError(text);
        error.setStackTrace(stack);
        synchronized (this) {
            if (!over) {
                timeout = error;
                thread.interrupt();
            }
        }
    }

    /** Returns what the thread threw, or says that it was interrupted by this. */
    synchronized Throwable instead(Throwable thrown) {
        if (timeout == null) {
            return thrown;
        }
        timeout.addSuppressed(thrown);
        return timeout;
    }

    /** Ends the limit, and fails if it was exceeded all the same. */
    synchronized void check() {
        if (timeout != null) {
            throw timeout;
        }
    }

    @Override
    public void close() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        synchronized (this) {
            over = true;
            if (timeout != null) {
                Thread.interrupted(); // the interrupt was for the test, not for who runs it
            }
        }
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            text.append("thread ")
                    .append(thread.getName())
                    .append(", ")
                    .append(thread.getState())
                    .append('\n');
            for (StackTraceElement frame : each.getValue()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, body -> {
            Thread thread = new Thread(body, "pollux-test-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
