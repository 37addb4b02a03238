package dev.pollux.runtime;

import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.metrics.Histogram;
import dev.pollux.runtime.schedule.Gauges;
import dev.pollux.runtime.task.TaskObserver;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills the histograms of a runtime, and tells of its tasks. */
final class TaskWatch implements TaskObserver {

    private final Gauges gauges;
    private final RuntimeEvents events;
    private final @Nullable HistogramRecorder pollTimes;
    private final @Nullable HistogramRecorder scheduleLatencies;

    TaskWatch(RuntimeBuilder builder, Gauges gauges, RuntimeEvents events) {
        this.gauges = gauges;
        this.events = events;
        this.pollTimes = HistogramRecorder.of(builder.pollTimeHistogram, gauges.workers());
        this.scheduleLatencies = HistogramRecorder.of(builder.scheduleLatencyHistogram, gauges.workers());
    }

    Optional<Histogram> pollTimes(int worker) {
        return read(pollTimes, worker);
    }

    Optional<Histogram> scheduleLatencies(int worker) {
        return read(scheduleLatencies, worker);
    }

    private Optional<Histogram> read(@Nullable HistogramRecorder recorder, int worker) {
        Objects.checkIndex(worker, gauges.workers());
        return recorder == null ? Optional.empty() : Optional.of(recorder.read(worker));
    }

    // ---------------------------------------------------------------- told by tasks

    @Override
    public boolean wantsLabels() {
        return events.wantsTasks();
    }

    @Override
    public void spawned(long id, String label) {
        events.taskSpawned(id, label);
    }

    @Override
    public void ended(long id, String label, long aliveNanos) {
        events.taskEnded(id, label, aliveNanos);
    }

    @Override
    public void pollBegins(long waitedNanos) {
        record(scheduleLatencies, waitedNanos);
    }

    @Override
    public void pollEnds(long nanos) {
        record(pollTimes, nanos);
    }

    private void record(@Nullable HistogramRecorder recorder, long nanos) {
        if (recorder != null) {
            int worker = gauges.currentWorker();
            recorder.record(Math.max(0, worker), nanos);
        }
    }
}
