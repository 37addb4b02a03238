package dev.pollux.runtime;

import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.pending;
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
import dev.pollux.task.JoinSet;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What spawning, joining and aborting promise on every kind of runtime. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // tests block on purpose
class SpawnAndJoinTest {

    private final Queue<TaskFailure> reported = new ConcurrentLinkedQueue<>();

    static List<Named<RuntimeBuilder>> runtimes() {
        return List.of(
                Named.of("current thread", AsyncRuntime.currentThread()),
                Named.of("one worker", AsyncRuntime.multiThread().workerThreads(1)),
                Named.of("four workers", AsyncRuntime.multiThread().workerThreads(4)));
    }

    private AsyncRuntime build(RuntimeBuilder builder) {
        return builder.onFailure(reported::add).build();
    }

    // ---------------------------------------------------------------- spawning and joining

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour({"RTC-02", "RTC-03"})
    void blockOn_ofReadyAndOfForeignResults_returnsThem(RuntimeBuilder builder) throws Exception {
        int[] effect = {0};
        CompletableFuture<String> foreign = new CompletableFuture<>();
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour({"RTC-04", "RTC-05", "RTC-06"})
    void twoTasks_handAValueToOneAnother_andYieldValuesOfTheirOwn(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour({"RTC-07", "RTC-16", "LMT-02"})
    void manyTasksOfTheRoot_eachReleasedByAForeignThread_allReportOnce(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            List<Integer> sent = runtime.blockOn(releasedFromOutside(200));

            assertThat(sent)
                    .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("RTC-08")
    void manyTasksOfATask_eachReleasedByAForeignThread_allReportOnce(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour("RTC-09")
    void taskSpawnedInAHandlesBlockOn_endsUnderALaterBlockOn(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            CompletableFuture<String> release = new CompletableFuture<>();
            JoinHandle<String> task = runtime.handle()
                    .blockOn(async(() -> spawn(() -> fromStage(release).await())));

            release.complete("value");

            assertThat(runtime.blockOn(task)).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour({"RTC-10", "LMT-07"})
    void spawnInsideSpawn_yieldsTheInnerResult(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            String value = runtime.blockOn(async(
                    () -> spawn(() -> spawn(() -> "inner").await()).await()));

            assertThat(value).isEqualTo("inner");
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour({"RTC-11", "RTC-33", "LMT-08", "LMT-11"})
    void close_dropsFuturesThatNeverEnd_andTheirHandlesAreCancelled(RuntimeBuilder builder) throws Exception {
        Gate polled = new Gate();
        Gate unpolled = new Gate();
        JoinHandle<String> handle;
        JoinHandle<String> other;
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour({"RTC-14", "RTC-15", "RTC-17", "LMT-09"})
    void rootAndTasks_areWokenWhileAnotherTaskNeverRests(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour({"RTC-21", "RTC-22"})
    void blockingJobs_spawnTasksAndJobsOnTheSameRuntime(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour("RTC-32")
    void spawn_underAnEnterGuard_startsATaskThatCanBeJoinedLater(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour({"TID-03", "TID-04"})
    void ids_ofTasksAndJobs_differ(RuntimeBuilder builder) {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour("RTC-30")
    void taskThatThrows_isDroppedAndHurtsNobody(RuntimeBuilder builder) throws Exception {
        AtomicInteger drops = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("thrown by the poll");
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour("RTC-31")
    void rootThatThrows_throwsOutOfBlockOn(RuntimeBuilder builder) {
        IllegalStateException failure = new IllegalStateException("thrown by the root");
        try (AsyncRuntime runtime = build(builder)) {
            assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                        yieldNow().await();
                        throw failure;
                    })))
                    .isSameAs(failure);
        }
    }

    // ---------------------------------------------------------------- aborting

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("TAB-01")
    void abort_ofATaskThatSleeps_endsItAtOnce(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            JoinHandle<Void> task = runtime.spawn(async(() -> {
                sleep(Duration.ofDays(1)).await();
            }));
            runtime.blockOn(yieldNow());

            task.abort();

            assertThatThrownBy(() -> runtime.blockOn(task)).isInstanceOf(TaskCancelledException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("TAB-02")
    void abort_fromAForeignThread_hasDroppedTheFutureWhenTheJoinAnswers(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour("TAB-04")
    void abort_followedByTheDropOfTheHandle_dropsTheFutureSoon(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
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
    @MethodSource("runtimes")
    @Behaviour({"TAB-05", "TAB-06"})
    void abort_ofATaskWhoseDropThrows_failsTheJoinWithThatAndNothingElse(RuntimeBuilder builder) throws Exception {
        IllegalStateException failure = new IllegalStateException("thrown by the drop");
        try (AsyncRuntime runtime = build(builder)) {
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

    // ---------------------------------------------------------------- wakers and yields outside

    @Test
    @Behaviour("t:task_yield_now-01")
    void yieldNow_outsideARuntime_isPendingOnceAndWokenByItself() throws Exception {
        AtomicInteger wakes = new AtomicInteger();
        Future<Void> yield = yieldNow();

        assertThat(yield.poll(Context.of(wakes::incrementAndGet)).isReady()).isFalse();
        assertThat(wakes).hasValue(1);
        assertThat(yield.poll(Context.of(wakes::incrementAndGet)).isReady()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("RTC-34")
    void tasksThatWakeEachOtherWhenDropped_doNotHangTheShutdown(RuntimeBuilder builder) throws Exception {
        WakingWhenDropped first = new WakingWhenDropped();
        WakingWhenDropped second = new WakingWhenDropped();
        first.other = second;
        second.other = first;
        try (AsyncRuntime runtime = build(builder)) {
            runtime.spawn(first).drop();
            runtime.spawn(second).drop();
            runtime.blockOn(async(() -> {
                while (first.waker == null || second.waker == null) {
                    yieldNow().await();
                }
            }));
        }

        assertThat(first.dropped && second.dropped).isTrue();
    }

    private static final class WakingWhenDropped implements Future<Void> {

        private WakingWhenDropped other;
        private volatile Waker waker;
        private volatile boolean dropped;

        @Override
        public Poll<Void> poll(Context cx) {
            waker = cx.waker();
            return Poll.pending();
        }

        @Override
        public void drop() {
            dropped = true;
            other.waker.wake();
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("RTC-46")
    void wakesFromAnotherThread_duringTheShutdown_hangNobody(RuntimeBuilder builder) throws Exception {
        for (int round = 0; round < 5; round++) {
            Queue<Waker> wakers = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            AsyncRuntime runtime = build(builder);
            for (int i = 0; i < 2_000; i++) {
                runtime.spawn(cx -> {
                            wakers.add(cx.waker());
                            return Poll.pending();
                        })
                        .drop();
            }
            Thread waking = new Thread(() -> {
                while (!over.get()) {
                    Waker each = wakers.poll();
                    if (each != null) {
                        each.wake();
                    }
                }
            });
            waking.start();

            runtime.close();

            over.set(true);
            waking.join();
            assertThat(runtime.spawn(() -> 1).isFinished()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("LMT-12")
    void taskThatIsWokenFromTwoSides_runsToItsEnd(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            for (int round = 0; round < 200; round++) {
                CompletableFuture<Integer> left = new CompletableFuture<>();
                CompletableFuture<Integer> right = new CompletableFuture<>();
                Thread outside = new Thread(() -> left.complete(1));
                int sum = runtime.blockOn(async(() -> {
                    JoinHandle<Integer> task = spawn(
                            () -> fromStage(left).await() + fromStage(right).await());
                    outside.start();
                    right.complete(2);
                    return task.await();
                }));
                outside.join();

                assertThat(sum).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("RTC-45")
    void pairsThatPingPongForever_doNotStarveATaskThatYields(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            List<JoinHandle<Object>> players = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Waker[] seats = new Waker[2];
                players.add(runtime.spawn(player(seats, 0)));
                players.add(runtime.spawn(player(seats, 1)));
            }
            int yields = runtime.blockOn(async(() -> spawn(() -> {
                        int done = 0;
                        while (done < 5) {
                            yieldNow().await();
                            done++;
                        }
                        return done;
                    })
                    .await()));
            players.forEach(JoinHandle::abort);

            assertThat(yields).isEqualTo(5);
        }
    }

    private static Future<Object> player(Waker[] seats, int seat) {
        return cx -> {
            synchronized (seats) {
                seats[seat] = cx.waker();
            }
            Waker other;
            synchronized (seats) {
                other = seats[1 - seat];
            }
            if (other != null) {
                other.wake();
            }
            return Poll.pending();
        };
    }

    // ---------------------------------------------------------------- join sets under races

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("LJS-01")
    void membersThatEndOnOtherThreads_areAllCollected(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            for (int round = 0; round < 100; round++) {
                List<Integer> joined = runtime.blockOn(async(() -> {
                    JoinSet<Integer> set = new JoinSet<>();
                    for (int i = 0; i < 50; i++) {
                        int value = i;
                        set.spawn(() -> {
                            if (value % 3 == 0) {
                                yieldNow().await();
                            }
                            return value;
                        });
                    }
                    List<Integer> values = new ArrayList<>();
                    while (!set.isEmpty()) {
                        values.add(set.joinNext().await());
                    }
                    return values;
                }));

                Collections.sort(joined);
                assertThat(joined).isEqualTo(IntStream.range(0, 50).boxed().toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    @Behaviour("LJS-02")
    void abortAll_racingTheEndsOfMembers_givesEachOneOutcome(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = build(builder)) {
            for (int round = 0; round < 200; round++) {
                Set<Object> ids = runtime.blockOn(async(() -> {
                    JoinSet<Integer> set = new JoinSet<>();
                    for (int i = 0; i < 20; i++) {
                        set.spawn(() -> 1);
                    }
                    set.abortAll();
                    Set<Object> seen = new HashSet<>();
                    while (!set.isEmpty()) {
                        seen.add(set.joinNextOutcome().await().taskId());
                    }
                    return seen;
                }));

                assertThat(ids).hasSize(20);
            }
        }
    }
}
