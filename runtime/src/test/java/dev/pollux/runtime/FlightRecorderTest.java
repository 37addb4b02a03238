package dev.pollux.runtime;

import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlightRecorderTest {

    private static final List<String> EVENTS =
            List.of("TaskSpawn", "TaskEnd", "BlockingJob", "PollOverBudget", "WorkerPark", "WorkerSteal");

    @TempDir
    private Path folder;

    private final CountDownLatch release = new CountDownLatch(1);

    private List<RecordedEvent> record(RuntimeBuilder builder, RunIn program) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            EVENTS.forEach(name -> recording.enable("dev.pollux." + name).withThreshold(Duration.ZERO));
            recording.start();
            try (AsyncRuntime runtime = builder.name("recorded").build()) {
                program.run(runtime);
            }
            recording.stop();
            recording.dump(file);
        }
        return events(file);
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.pollux."))
                .toList();
    }

    @FunctionalInterface
    private interface RunIn {
        void run(AsyncRuntime runtime) throws Exception;
    }

    private static Stream<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals("dev.pollux." + name));
    }

    @Test
    void tasksAndJobs_areRecorded() throws Exception {
        long[] ids = new long[2];
        List<RecordedEvent> events = record(AsyncRuntime.currentThread().flightRecorder(true), runtime -> {
            JoinHandle<Integer> task = runtime.spawn(ready(7));
            JoinHandle<String> job = runtime.spawnBlocking(() -> "done");
            ids[0] = task.id().value();
            ids[1] = job.id().value();
            runtime.blockOn(task);
            runtime.blockOn(job);
        });

        assertThat(named(events, "TaskSpawn")).singleElement().satisfies(event -> {
            assertThat(event.getLong("task")).isEqualTo(ids[0]);
            assertThat(event.getString("what")).isEqualTo("ready");
            assertThat(event.getString("runtime")).isEqualTo("recorded");
        });
        assertThat(named(events, "TaskEnd")).singleElement().satisfies(event -> {
            assertThat(event.getLong("task")).isEqualTo(ids[0]);
            assertThat(event.getDuration("alive")).isPositive();
        });
        assertThat(named(events, "BlockingJob")).singleElement().satisfies(event -> {
            assertThat(event.getLong("task")).isEqualTo(ids[1]);
            assertThat(event.getString("what")).isEqualTo("blocking job of dev.pollux.runtime.FlightRecorderTest");
            assertThat(event.getDuration("queued")).isPositive();
            assertThat(event.getDuration("ran")).isPositive();
        });
    }

    @Test
    void steals_areRecorded() throws Exception {
        RuntimeBuilder twoWorkers = AsyncRuntime.multiThread()
                .workerThreads(2)
                .pollBudget(Duration.ofHours(1)) // else the task might come to the other worker without being stolen
                .flightRecorder(true);
        List<RecordedEvent> events = record(
                twoWorkers,
                runtime -> runtime.blockOn(runtime.spawn(call(() -> {
                    spawn(call(
                            () -> { // goes to the queue, and is stolen while this task blocks
                                release.countDown();
                                return null;
                            }));
                    spawn(ready("in the slot"));
                    waitFor(release);
                    return null;
                }))));

        assertThat(named(events, "WorkerSteal")).anySatisfy(event -> {
            assertThat(event.getLong("tasks")).isPositive();
            assertThat(event.getString("victim")).startsWith("recorded-worker-");
        });
        assertThat(named(events, "WorkerPark"))
                .anySatisfy(event -> assertThat(event.getDuration()).isPositive());
    }

    @Test
    void pollsOverBudget_areRecorded() throws Exception {
        List<RecordedEvent> events = record(
                AsyncRuntime.multiThread().workerThreads(1).flightRecorder(true),
                runtime -> runtime.blockOn(runtime.spawn(call(() -> {
                    while (runtime.metrics().replacedWorkers() == 0) {
                        Thread.onSpinWait();
                    }
                    return null;
                }))));

        assertThat(named(events, "PollOverBudget")).anySatisfy(event -> {
            assertThat(event.getString("worker")).startsWith("recorded-worker-");
            assertThat(event.getString("what")).startsWith("task ");
            assertThat(event.getDuration("soFar")).isPositive();
        });
    }

    @Test
    void runtime_thatWasNotAsked_recordsNothing() throws Exception {
        List<RecordedEvent> events =
                record(AsyncRuntime.multiThread(), runtime -> runtime.blockOn(runtime.spawn(ready("unseen"))));

        assertThat(events).isEmpty();
    }
}
