package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.failed;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.stream.Streams.*;
import static dev.pollux.task.TaskStreams.bufferUnordered;
import static dev.pollux.task.TaskStreams.buffered;
import static dev.pollux.task.TaskStreams.forEachAsync;
import static dev.pollux.task.TaskStreams.forEachConcurrent;
import static dev.pollux.task.TaskStreams.mapAsync;
import static dev.pollux.task.TaskStreams.publisher;
import static dev.pollux.task.TaskStreams.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futurelock;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.stream.Publishers;
import dev.pollux.stream.SizeHint;
import dev.pollux.stream.Stream;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams whose values are worked on in tasks. */
@Timeout(60)
class TaskStreamsTest {

    private final List<Object> log = new CopyOnWriteArrayList<>();
    private final List<Throwable> reported = new CopyOnWriteArrayList<>();
    private final List<Futurelock> futurelocks = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime = AsyncRuntime.currentThread()
            .onFailure((TaskFailure lost) -> reported.add(lost.failure()))
            .onFuturelock(futurelocks::add)
            .build();
    private final IOException failure = new IOException("planned");
    private int running;
    private int most;

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Is under way for some rounds, the longer the smaller. */
    private Future<Integer> work(int x) {
        return async(() -> {
            most = Math.max(most, ++running);
            try {
                for (int round = x; round < 10; round++) {
                    yieldNow().await();
                }
                return x * 10;
            } finally {
                running--;
                log.add("left " + x);
            }
        });
    }

    /** Is under way until it is aborted, and then cleans up for some rounds. */
    private Future<Integer> endless(String name) {
        return async(() -> {
            try {
                return pending().map(nothing -> 0).await();
            } finally {
                for (int round = 0; round < 5; round++) {
                    yieldNow().await();
                }
                log.add("cleaned " + name);
            }
        });
    }

    private static <T> Future<T> fails(Exception failure) {
        return failed(failure);
    }

    private void letOthersRun() throws Exception {
        runtime.blockOn(async(() -> {
            for (int i = 0; i < 50; i++) {
                yieldNow().await();
            }
        }));
    }

    // ---------------------------------------------------------------- order and limit

    @Test
    void buffered_keepsTheOrderAndTheLimit() throws Exception {
        assertThat(runtime.blockOn(
                        buffered(of(1, 5, 9, 2), tasks(3), x -> work(x).await()).toList()))
                .containsExactly(10, 50, 90, 20);
        assertThat(most).isEqualTo(3);
    }

    @Test
    void bufferUnordered_yieldsTheQuickFirst() throws Exception {
        assertThat(runtime.blockOn(bufferUnordered(of(1, 5, 9), tasks(3), x -> work(x).await())
                        .toList()))
                .containsExactly(90, 50, 10);
    }

    @Test
    void each_runsInATaskOfItsOwn() throws Exception {
        Set<TaskId> ids = ConcurrentHashMap.newKeySet();
        runtime.blockOn(forEachConcurrent(of(1, 2, 3), tasks(2), x -> ids.add(TaskId.current())));

        assertThat(ids).hasSize(3);
    }

    @Test
    void started_goOnWhileTheConsumerAwaitsSomethingElse() throws Exception {
        runtime.blockOn(async(() -> {
            var results = buffered(of(1, 2, 3), tasks(3), x -> work(x).await());
            assertThat(results.next().await()).isEqualTo(10);
            for (int i = 0; i < 50; i++) {
                yieldNow().await();
            }
            assertThat(log).contains("left 1", "left 2", "left 3");
            results.drop();
        }));
        assertThat(reported).isEmpty();
    }

    @Test
    void sizeHint_countsThoseUnderWay() throws Exception {
        runtime.blockOn(async(() -> {
            var results = buffered(from(List.of(1, 5, 9)), tasks(2), x -> work(x).await());
            assertThat(results.sizeHint()).isEqualTo(SizeHint.exactly(3));
            results.next().await();
            assertThat(results.sizeHint()).isEqualTo(SizeHint.exactly(2));
            assertThat(results.toList().await()).containsExactly(50, 90);
        }));
    }

    @Test
    void emptyStream_startsNoTask() throws Exception {
        assertThat(runtime.blockOn(buffered(empty(), tasks(1), x -> x).count())).isZero();
    }

    @Test
    void tasks_limitNotPositive_isRefused() {
        assertThatThrownBy(() -> tasks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Integer.MAX_VALUE for no limit");
    }

    @Test
    void manyThreads_allResultsArriveInOrder() throws Exception {
        List<Integer> numbers = IntStream.range(0, 5_000).boxed().toList();
        try (AsyncRuntime threads = AsyncRuntime.multiThread().workerThreads(2).build()) {
            List<Integer> results = threads.blockOn(async(() -> spawn(mapAsync(numbers, tasks(16), x -> {
                        yieldNow().await();
                        return x + 1;
                    }))
                    .await()));

            assertThat(results).isEqualTo(numbers.stream().map(x -> x + 1).toList());
        }
    }

    // ---------------------------------------------------------------- failures and drops

    @Test
    void buffered_failure_comesInItsTurnAndTheStreamGoesOn() throws Exception {
        runtime.blockOn(async(() -> {
            var results = buffered(of(1, 2, 3), tasks(3), x -> {
                if (x == 2) {
                    throw failure;
                }
                return work(x).await();
            });
            assertThat(results.next().await()).isEqualTo(10);
            Throwable thrown = null;
            try {
                results.next().await();
            } catch (IOException met) {
                thrown = met;
            }
            assertThat(thrown).isSameAs(failure);
            assertThat(results.next().await()).isEqualTo(30);
            assertThat(results.next().await()).isNull();
        }));
        assertThat(reported).isEmpty();
    }

    @Test
    void forEachConcurrent_oneFails_abortsTheOthersAndWaitsForTheirCleanUp() {
        Throwable thrown = catchThrowable(() -> runtime.blockOn(forEachConcurrent(of("a", "b", "c"), tasks(3), x -> {
            if (x.equals("c")) {
                yieldNow().await();
                throw failure;
            }
            endless(x).await();
        })));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactlyInAnyOrder("cleaned a", "cleaned b");
        assertThat(reported).isEmpty();
    }

    @Test
    void nullResult_isAFailureThatSaysSo() {
        assertThatThrownBy(() -> runtime.blockOn(
                        buffered(of(1), tasks(1), x -> (Integer) null).toList()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("streams have no null values");
    }

    @Test
    void stream_droppedWithItsTask_takesTheTasksAlong() throws Exception {
        JoinHandle<List<Integer>> consumer = runtime.spawn(
                buffered(of("a", "b"), tasks(2), x -> endless(x).await()).toList());
        letOthersRun();
        assertThat(log).isEmpty();

        consumer.abort();
        assertThatThrownBy(() -> runtime.blockOn(consumer)).isInstanceOf(TaskCancelledException.class);

        assertThat(log).containsExactlyInAnyOrder("cleaned a", "cleaned b"); // by the end of the consumer's task
    }

    @Test
    void stream_droppedByHand_abortsAndReportsWhatNobodyTook() throws Exception {
        runtime.blockOn(async(() -> {
            Stream<Integer> results = buffered(of(1, 2, 3), tasks(3), x -> switch (x) {
                case 1 -> 1;
                case 2 -> TaskStreamsTest.<Integer>fails(failure).await();
                default -> endless("3").await();
            });
            assertThat(results.next().await()).isEqualTo(1);
            for (int i = 0; i < 5; i++) {
                yieldNow().await(); // so that all have begun
            }
            results.drop();
        }));
        letOthersRun();

        assertThat(reported).containsExactly(failure);
        assertThat(log).containsExactly("cleaned 3");
    }

    @Test
    void outsideARuntime_polledStream_saysWhatIsMissing() {
        var results = buffered(of(1), tasks(1), x -> x);

        assertThatThrownBy(() -> results.pollNext(Context.of(Waker.noop()))).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- futurelock

    /** A permit is granted to a child; the consumer wants one as well while it works on a result. */
    private Future<Integer> consume(Stream<Integer> results, Semaphore permits) {
        return async(() -> {
            int count = 0;
            for (var each = results.next().await();
                    each != null;
                    each = results.next().await()) {
                var permit = permits.acquire().await();
                yieldNow().await();
                permit.close();
                count++;
            }
            return count;
        });
    }

    private static Future<Integer> guarded(Semaphore permits, int x) {
        return async(() -> {
            var permit = permits.acquire().await();
            try {
                yieldNow().await();
                return x;
            } finally {
                permit.close();
            }
        });
    }

    @Test
    void buffered_childrenAndConsumerShareASemaphore_passiveFormIsAFuturelock() throws Exception {
        Semaphore permits = new Semaphore(1);
        var passive = from(IntStream.range(0, 20).boxed().toList())
                .buffered(5, x -> guarded(permits, x).await());
        JoinHandle<Integer> stuck = runtime.spawn(consume(passive, permits));
        letOthersRun();

        assertThat(stuck.isFinished()).isFalse();
        assertThat(futurelocks).isNotEmpty();
        stuck.abort();
    }

    @Test
    void buffered_childrenAndConsumerShareASemaphore_tasksFinish() throws Exception {
        Semaphore permits = new Semaphore(1);
        var active = buffered(
                from(IntStream.range(0, 20).boxed().toList()),
                tasks(5),
                x -> guarded(permits, x).await());

        assertThat(runtime.blockOn(runtime.spawn(consume(active, permits)))).isEqualTo(20);
        assertThat(futurelocks).isEmpty();
    }

    // ---------------------------------------------------------------- collections

    @Test
    void mapAsync_keepsTheOrder_andAllowsNull() throws Exception {
        assertThat(runtime.blockOn(mapAsync(List.of(1, 5, 9), tasks(3), x -> x == 5 ? null : work(x).await())))
                .isEqualTo(Arrays.asList(10, null, 90));
        assertThat(runtime.blockOn(mapAsync(List.<Integer>of(), tasks(3), x -> x)))
                .isEmpty();
    }

    @Test
    void forEachAsync_runsForAllAndThrowsTheFirstFailure() throws Exception {
        runtime.blockOn(forEachAsync(List.of(1, 2), tasks(1), x -> log.add(x)));
        assertThat(log).containsExactly(1, 2);

        assertThatThrownBy(() -> runtime.blockOn(forEachAsync(List.of(1), tasks(1), x -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    // ---------------------------------------------------------------- publishers

    @Test
    void publisher_runsItsTaskOnTheRuntimeThatMadeIt() throws Exception {
        runtime.blockOn(async(() -> {
            var values = publisher(of(1, 2, 3).then(x -> ready(x)));
            assertThat(Publishers.toStream(values, 2).toList().await()).containsExactly(1, 2, 3);
        }));
        assertThatThrownBy(() -> publisher(of(1))).isInstanceOf(IllegalStateException.class);
    }
}
