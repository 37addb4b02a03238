package dev.pollux.runtime.schedule;

import dev.pollux.runtime.dump.WorkerDump;
import dev.pollux.runtime.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What can be read off a work-stealing scheduler. */
final class WorkStealingGauges implements Gauges {

    private final WorkStealing scheduler;

    WorkStealingGauges(WorkStealing scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public int workers() {
        return scheduler.workers();
    }

    @Override
    public WorkerMetrics worker(int index) {
        Seat seat = scheduler.seat(index);
        Worker occupant = seat.occupant();
        Counts counts = seat.counters.total();
        return new WorkerMetrics(
                index,
                occupant.thread.getId(),
                occupant.thread.getName(),
                Duration.ofNanos(counts.busyNanos()),
                counts.parksAndUnparks(),
                counts.noops(),
                counts.stolen(),
                counts.steals(),
                counts.polls(),
                counts.scheduled(),
                counts.overflows(),
                occupant.queueDepth(),
                counts.polls() == 0 ? Duration.ZERO : Duration.ofNanos(occupant.meanPollNanos()));
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
    public long replacedWorkers() {
        return scheduler.idle().replacements();
    }

    @Override
    public int spareThreads() {
        return scheduler.spares().size();
    }

    @Override
    public List<ThreadView> threads() {
        return scheduler.present().stream()
                .sorted(Comparator.comparingLong(worker -> worker.thread.getId()))
                .map(worker -> ThreadView.of(worker.thread, role(worker), worker::polled, worker::pollNumber))
                .toList();
    }

    private static WorkerDump.Role role(Worker worker) {
        if (worker.replaced) {
            return worker.polled() == null ? WorkerDump.Role.SPARE : WorkerDump.Role.REPLACED;
        }
        return worker.asleep ? WorkerDump.Role.IDLE : WorkerDump.Role.WORKER;
    }

    @Override
    public int currentWorker() {
        Worker here = WorkerThread.current();
        Seat seat = here != null && here.worksFor(scheduler) ? here.seat() : null;
        return seat == null ? -1 : seat.index;
    }
}
