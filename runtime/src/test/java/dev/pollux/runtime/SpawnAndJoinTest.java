package dev.pollux.runtime;

import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What spawning and joining promise on every kind of runtime. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // tests block on purpose
class SpawnAndJoinTest {

    private final Queue<TaskFailure> reported = new ConcurrentLinkedQueue<>();

    private AsyncRuntime build(RuntimeBuilder builder) {
        return builder.onFailure(reported::add).build();
    }

    // ---------------------------------------------------------------- spawning and joining

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-02", "RTC-03"})
    void blockOn_ofReadyAndOfForeignResults_returnsThem(RuntimeSize size) throws Exception {
        int[] effect = {0};
        CompletableFuture<String> foreign = new CompletableFuture<>();
        try (AsyncRuntime runtime = build(size.builder())) {
            runtime.blockOn(async(() -> {
                effect[0] = 1;
            }));
            Gate asked = new Gate();
            Thread thread = new Thread(() -> {
                try {
                    asked.awaitPolled();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                foreign.complete("value");
            });
            thread.start();
            String value = runtime.blockOn(async(() -> {
                asked.poll(Context.of(Waker.noop()));
                return fromStage(foreign).await();
            }));
            thread.join();

            assertThat(effect[0]).isEqualTo(1);
            assertThat(value).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-04", "RTC-05", "RTC-06"})
    void twoTasks_handAValueToOneAnother_andYieldValuesOfTheirOwn(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            String seen = runtime.blockOn(async(() -> {
                CompletableFuture<String> first = new CompletableFuture<>();
                CompletableFuture<String> second = new CompletableFuture<>();
                JoinHandle<Integer> sender = spawn(() -> {
                    first.complete("hello");
                    return 1;
                });
                JoinHandle<Integer> relay = spawn(() -> {
                    second.complete(fromStage(first).await() + " again");
                    return 2;
                });
                return fromStage(second).await() + " " + (sender.await() + relay.await());
            }));

            assertThat(seen).isEqualTo("hello again 3");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-07", "RTC-16", "LMT-02"})
    void manyTasksOfTheRoot_eachReleasedByAForeignThread_allReportOnce(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            List<Integer> sent = runtime.blockOn(releasedFromOutside(200));

            assertThat(sent)
                    .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-08")
    void manyTasksOfATask_eachReleasedByAForeignThread_allReportOnce(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            List<Integer> sent =
                    runtime.blockOn(async(() -> spawn(releasedFromOutside(500)).await()));

            assertThat(sent)
                    .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        }
    }

    private static Future<List<Integer>> releasedFromOutside(int count) {
        return async(() -> {
            List<CompletableFuture<Integer>> releases = Stream.generate(CompletableFuture<Integer>::new)
                    .limit(count)
                    .toList();
            List<JoinHandle<Integer>> tasks = new ArrayList<>();
            for (CompletableFuture<Integer> release : releases) {
                tasks.add(spawn(() -> fromStage(release).await()));
            }
            Thread thread = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    releases.get(i).complete(i);
                }
            });
            thread.start();
            List<Integer> values = new ArrayList<>();
            for (JoinHandle<Integer> task : tasks) {
                values.add(task.await());
            }
            return values;
        });
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-09")
    void taskSpawnedInAHandlesBlockOn_endsUnderALaterBlockOn(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            CompletableFuture<String> release = new CompletableFuture<>();
            JoinHandle<String> task = runtime.handle()
                    .blockOn(async(() -> spawn(() -> fromStage(release).await())));

            release.complete("value");

            assertThat(runtime.blockOn(task)).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-10", "LMT-07"})
    void spawnInsideSpawn_yieldsTheInnerResult(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            String value = runtime.blockOn(async(
                    () -> spawn(() -> spawn(() -> "inner").await()).await()));

            assertThat(value).isEqualTo("inner");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-11", "RTC-33", "LMT-08", "LMT-11"})
    void close_dropsFuturesThatNeverEnd_andTheirHandlesAreCancelled(RuntimeSize size) throws Exception {
        Gate polled = new Gate();
        Gate unpolled = new Gate();
        JoinHandle<String> handle;
        JoinHandle<String> other;
        try (AsyncRuntime runtime = build(size.builder())) {
            handle = runtime.spawn(polled);
            runtime.blockOn(async(() -> {
                while (!polled.isPolled()) {
                    yieldNow().await();
                }
            }));
            other = runtime.spawn(unpolled);
        }

        assertThat(polled.isDropped()).isTrue();
        assertThat(unpolled.isDropped()).isTrue();
        for (JoinHandle<String> each : List.of(handle, other)) {
            assertThatThrownBy(() -> each.poll(Context.of(Waker.noop()))).isInstanceOf(TaskCancelledException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-14", "RTC-15", "RTC-17", "LMT-09"})
    void rootAndTasks_areWokenWhileAnotherTaskNeverRests(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            JoinHandle<Object> restless = runtime.spawn(cx -> {
                cx.waker().wake();
                return Poll.pending();
            });
            CompletableFuture<Integer> ofRoot = new CompletableFuture<>();
            CompletableFuture<Integer> ofTask = new CompletableFuture<>();
            Thread outside = new Thread(() -> {
                ofRoot.complete(1);
                runtime.spawn(() -> ofTask.complete(2)); // from a foreign thread, under load
            });
            int sum = runtime.blockOn(async(() -> {
                JoinHandle<Integer> task = spawn(() -> fromStage(ofTask).await());
                outside.start();
                return fromStage(ofRoot).await() + task.await();
            }));
            outside.join();
            restless.abort();

            assertThat(sum).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-21", "RTC-22"})
    void blockingJobs_spawnTasksAndJobsOnTheSameRuntime(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            String names = runtime.blockOn(async(() -> {
                JoinHandle<String> task = spawnBlocking(
                                () -> spawn(() -> Handle.current().name()))
                        .await();
                JoinHandle<String> job = spawnBlocking(
                                () -> spawnBlocking(() -> Handle.current().name()))
                        .await();
                return task.await() + job.await();
            }));

            assertThat(names).isEqualTo(runtime.handle().name().repeat(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-32")
    void spawn_underAnEnterGuard_startsATaskThatCanBeJoinedLater(RuntimeSize size) throws Exception {
        try (AsyncRuntime runtime = build(size.builder())) {
            JoinHandle<String> task;
            try (EnterGuard guard = runtime.enter()) {
                assertThat(guard).isNotNull();
                task = spawn(() -> "value");
            }

            assertThat(runtime.blockOn(task)).isEqualTo("value");
        }
    }

    @Test
    @Behaviour("t:task_panic-04")
    void spawn_withoutARuntime_throwsAtTheCaller() {
        assertThatThrownBy(() -> spawn(ready(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime on this thread")
                .satisfies(thrown -> assertThat(thrown.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(SpawnAndJoinTest.class.getName())));
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TID-03", "TID-04"})
    void ids_ofTasksAndJobs_differ(RuntimeSize size) {
        try (AsyncRuntime runtime = build(size.builder())) {
            Set<Object> ids = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                ids.add(runtime.spawn(ready(i)).id());
                ids.add(runtime.spawnBlocking(() -> 0).id());
            }

            assertThat(ids).hasSize(200);
        }
    }

    // ---------------------------------------------------------------- failures

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-30")
    void taskThatThrows_isDroppedAndHurtsNobody(RuntimeSize size) throws Exception {
        AtomicInteger drops = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("thrown by the poll");
        try (AsyncRuntime runtime = build(size.builder())) {
            JoinHandle<Void> task = runtime.spawn(new Future<Void>() {
                @Override
                public Poll<Void> poll(Context cx) {
                    throw failure;
                }

                @Override
                public void drop() {
                    drops.incrementAndGet();
                }
            });

            assertThatThrownBy(() -> runtime.blockOn(task)).isSameAs(failure);
            assertThat(drops).hasValue(1);
            assertThat(runtime.blockOn(runtime.spawn(() -> "fine"))).isEqualTo("fine");
        }
        assertThat(reported).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-31")
    void rootThatThrows_throwsOutOfBlockOn(RuntimeSize size) {
        IllegalStateException failure = new IllegalStateException("thrown by the root");
        try (AsyncRuntime runtime = build(size.builder())) {
            assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                        yieldNow().await();
                        throw failure;
                    })))
                    .isSameAs(failure);
        }
    }
}
