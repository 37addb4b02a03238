package dev.pollux.runtime.schedule;

import dev.pollux.runtime.dump.WorkerDump;
import dev.pollux.runtime.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be read off the scheduler of a current-thread runtime: its one worker is whoever sits in the seat. */
final class OneSeatGauges implements Gauges {

    private final OneSeat scheduler;

    OneSeatGauges(OneSeat scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public int workers() {
        return 1;
    }

    @Override
    public WorkerMetrics worker(int index) {
        Objects.checkIndex(index, 1);
        Counts counts = scheduler.counters().read();
        @Nullable Thread thread = scheduler.seated();
        return new WorkerMetrics(
                0,
                thread == null ? -1 : thread.getId(),
                thread == null ? null : thread.getName(),
                Duration.ofNanos(counts.busyNanos()),
                counts.parksAndUnparks(),
                counts.noops(),
                0,
                0,
                counts.polls(),
                counts.scheduled(),
                0,
                scheduler.ready().size(),
                Duration.ZERO);
    }

    @Override
    public int globalQueueDepth() {
        return scheduler.injected().size();
    }

    @Override
    public long remoteScheduleCount() {
        return scheduler.injected().remoteCount();
    }

    @Override
    public List<ThreadView> threads() {
        Thread thread = scheduler.seated();
        if (thread == null) {
            return List.of();
        }
        WorkerDump.Role role = scheduler.isAsleep() ? WorkerDump.Role.IDLE : WorkerDump.Role.WORKER;
        return List.of(ThreadView.of(thread, role, scheduler::polled, scheduler.counters()::polls));
    }

    @Override
    public int currentWorker() {
        return scheduler.seated() == Thread.currentThread() ? 0 : -1;
    }
}
