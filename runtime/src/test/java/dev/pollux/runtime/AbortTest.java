package dev.pollux.runtime;

import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What aborting promises on every kind of runtime. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // tests block on purpose
class AbortTest {

    private final Queue<TaskFailure> reported = new ConcurrentLinkedQueue<>();

    private AsyncRuntime build(RuntimeBuilder builder) {
        return builder.onFailure(reported::add).build();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TAB-01")
    void abort_ofATaskThatSleeps_endsItAtOnce(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            JoinHandle<Void> task = runtime.spawn(async(() -> {
                sleep(Duration.ofDays(1)).await();
            }));
            runtime.blockOn(yieldNow());

            task.abort();

            assertThatThrownBy(() -> runtime.blockOn(task)).isInstanceOf(TaskCancelledException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TAB-02")
    void abort_fromAForeignThread_hasDroppedTheFutureWhenTheJoinAnswers(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            Gate gate = new Gate();
            JoinHandle<String> task = runtime.spawn(gate);
            Thread aborter = new Thread(() -> {
                try {
                    gate.awaitPolled();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                task.abort();
            });
            aborter.start();

            assertThatThrownBy(() -> runtime.blockOn(task)).isInstanceOf(TaskCancelledException.class);
            assertThat(gate.isDropped()).isTrue();
            aborter.join();
            assertThat(runtime.blockOn(runtime.spawn(() -> "later"))).isEqualTo("later");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TAB-04")
    void abort_followedByTheDropOfTheHandle_dropsTheFutureSoon(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            Gate gate = new Gate();
            JoinHandle<String> task = runtime.spawn(gate);
            runtime.blockOn(async(() -> {
                while (!gate.isPolled()) {
                    yieldNow().await();
                }
                task.abort();
                task.drop();
                while (!gate.isDropped()) {
                    yieldNow().await();
                }
            }));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TAB-05", "TAB-06"})
    void abort_ofATaskWhoseDropThrows_failsTheJoinWithThatAndNothingElse(RuntimeSize size) throws Exception {
        IllegalStateException failure = new IllegalStateException("thrown by the drop");
        try (AsyncRuntime runtime = build(size.builder())) {
            JoinHandle<Void> task = runtime.spawn(new Future<Void>() {
                @Override
                public Poll<Void> poll(Context cx) {
                    return Poll.pending();
                }

                @Override
                public void drop() {
                    throw failure;
                }
            });
            runtime.blockOn(yieldNow());

            task.abort();

            assertThatThrownBy(() -> runtime.blockOn(task)).isSameAs(failure);
            assertThat(runtime.blockOn(runtime.spawn(() -> "fine"))).isEqualTo("fine");
        }
        assertThat(reported).isEmpty();
    }

    @Test
    @Behaviour({"TAB-07", "TAB-08"})
    void textsOfFailures_nameTheTask() throws Exception {
        try (AsyncRuntime runtime = build(AsyncRuntime.currentThread())) {
            JoinHandle<Object> aborted = runtime.spawn(pending());
            aborted.abort();
            assertThatThrownBy(() -> runtime.blockOn(aborted))
                    .hasMessage(aborted.id() + " was cancelled")
                    .hasToString(TaskCancelledException.class.getName() + ": " + aborted.id() + " was cancelled");

            JoinHandle<Object> failing = runtime.spawn(cx -> {
                throw new IllegalStateException("no route");
            });
            JoinHandle<Integer> after = runtime.spawn(() -> {
                failing.drop();
                return 0;
            });
            runtime.blockOn(after);
            assertThat(reported)
                    .singleElement()
                    .satisfies(report ->
                            assertThat(report.toString()).contains(failing.id().toString(), "no route"));
        }
    }
}
