package dev.pollux;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.toCompletableFuture;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.Handle;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The facade, function by function. {@link ProgramsTest} has whole programs. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // tests block on purpose, to see what the runtime makes of it
class PolluxTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx = Context.of(Waker.of(wakes::incrementAndGet));

    // ---------------------------------------------------------------- running

    @Test
    void run_ofAFuture_returnsItsValueAndLeavesNoRuntime() throws Exception {
        String value = run((Future<String>) cx -> Poll.ready("value"));

        assertThat(value).isEqualTo("value");
        assertThatThrownBy(Handle::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sleep_asAnArgumentOfRun_saysToWriteABlock() {
        assertThatThrownBy(() -> run(sleep(Duration.ZERO)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("before run starts", "run(() -> { sleep(...).await(); })");
    }

    @Test
    void run_ofBlocks_runsThem() throws Exception {
        List<String> ran = new ArrayList<>();

        run(() -> {
            ran.add("action");
        });

        assertThat(run(() -> ran.get(0) + " and block")).isEqualTo("action and block");
    }

    @Test
    void run_throwsTheVeryFailure() {
        IOException failure = new IOException("no route");

        assertThatThrownBy(() -> run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void run_inAsyncCode_isRefusedWithACure() {
        assertThatThrownBy(() -> run(() -> run(() -> "nested")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("await");
    }

    @Test
    void run_atItsEnd_dropsTheOtherTasks() throws Exception {
        CountDownLatch dropped = new CountDownLatch(1);
        run(() -> spawn(new Future<String>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                dropped.countDown();
            }
        }));

        assertThat(dropped.getCount()).isZero();
    }

    @Test
    void spawns_inARuntime_run() throws Exception {
        JoinHandle<String> handle = run(() -> {
            JoinHandle<Integer> block = spawn(() -> 1);
            spawn(() -> {});
            assertThat(block.id()).isNotEqualTo(spawn(() -> 2).id());
            return spawnBlocking(() -> "job");
        });

        assertThat(handle.isFinished()).isTrue();
    }

    @Test
    @Behaviour("t:no_rt-01")
    @SuppressWarnings("pollux:unused-future") // they throw
    void everyStatic_withoutARuntime_saysHowToGetOne() {
        List<ThrowingCallable> calls = List.of(
                () -> spawn(() -> "block"),
                () -> spawn(() -> {}),
                () -> spawn(yieldNow()),
                () -> spawnBlocking(() -> "job"),
                () -> sleep(Duration.ZERO),
                () -> timeout(Duration.ZERO, yieldNow()),
                () -> Pollux.interval(Duration.ofSeconds(1)),
                () -> toCompletableFuture(yieldNow()));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("Pollux.run(...)")
                        .hasMessageContaining("enter"));
    }

    @Test
    void timeout_ofAFutureThatNeverEnds_throws() {
        Future<String> never = cx -> Poll.pending();

        assertThatThrownBy(() -> run(new Lazy<>(() -> timeout(Duration.ofMillis(1), never))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void yieldNow_isPendingOnceAndWakesItself() throws Exception {
        Future<Void> yield = yieldNow();

        assertThat(yield.poll(cx).isReady()).isFalse();
        assertThat(wakes).hasValue(1);
        assertThat(yield.poll(cx).isReady()).isTrue();
        assertThatThrownBy(() -> yield.poll(cx)).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- from stages

    @Test
    void fromStage_completedBefore_isReadyAtOnce() throws Exception {
        assertThat(fromStage(CompletableFuture.completedFuture("v")).poll(cx).get())
                .isEqualTo("v");
        assertThat(fromStage(CompletableFuture.completedFuture(null)).poll(cx).get())
                .isNull();
    }

    @Test
    void fromStage_completedLater_wakesTheLatestWaker() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Future<String> future = fromStage(stage);
        AtomicInteger stale = new AtomicInteger();
        future.poll(Context.of(Waker.of(stale::incrementAndGet)));
        assertThat(future.poll(cx).isReady()).isFalse();

        stage.complete("v");

        assertThat(stale).hasValue(0);
        assertThat(wakes).hasValue(1);
        assertThat(future.poll(cx).get()).isEqualTo("v");
        assertThatThrownBy(() -> future.poll(cx)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fromStage_thatFailsInAFunction_throwsTheCauseItself() {
        IllegalStateException failure = new IllegalStateException("thrown by the function");
        CompletionStage<String> stage = CompletableFuture.completedFuture("v").thenApply(v -> {
            throw failure;
        });

        assertThatThrownBy(() -> fromStage(stage).poll(cx)).isSameAs(failure);
    }

    @Test
    void fromStage_thatFailsDirectly_throwsThatFailure() {
        IOException failure = new IOException("no route");

        assertThatThrownBy(
                        () -> fromStage(CompletableFuture.failedFuture(failure)).poll(cx))
                .isSameAs(failure);
    }

    @Test
    void fromStage_dropped_cancelsTheStageAndWakesNobody() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Future<String> future = fromStage(stage);
        future.poll(cx);

        future.drop();

        assertThat(stage).isCancelled();
        assertThat(wakes).hasValue(0);
    }

    @Test
    void fromStage_aMinimalStage_worksAndIsDroppedWithoutHarm() throws Exception {
        CompletableFuture<String> source = new CompletableFuture<>();
        Future<String> dropped = fromStage(source.minimalCompletionStage());
        Future<String> kept = fromStage(source.minimalCompletionStage());
        dropped.poll(cx);
        kept.poll(cx);

        dropped.drop();
        source.complete("v");

        assertThat(kept.poll(cx).get()).isEqualTo("v");
    }

    @Test
    void fromStage_ofASupplier_startsItAtTheFirstPoll() throws Exception {
        AtomicInteger started = new AtomicInteger();
        Future<Integer> future = fromStage(() -> CompletableFuture.completedFuture(started.incrementAndGet()));
        Future<Integer> unpolled = fromStage(() -> CompletableFuture.completedFuture(started.incrementAndGet()));
        assertThat(started).hasValue(0);

        unpolled.drop();

        assertThat(future.poll(cx).get()).isEqualTo(1);
        assertThat(started).hasValue(1);
    }

    @Test
    void fromStage_awaitedOnARuntime_isWokenByAForeignThread() throws Exception {
        assertThat(run(fromStage(() -> CompletableFuture.supplyAsync(() -> "v"))))
                .isEqualTo("v");
    }

    // ---------------------------------------------------------------- to completable futures

    @Test
    void toCompletableFuture_completesWithTheValue() throws Exception {
        String value = run(() -> toCompletableFuture((Future<String>) cx -> Poll.ready("v"))
                .thenApply(v -> v + "!")
                .get());

        assertThat(value).isEqualTo("v!");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // of whenComplete, which only opens a latch
    void toCompletableFuture_ofAFailingTask_completesWithTheVeryFailure() throws Exception {
        IOException failure = new IOException("no route");
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<String> completion = run(() -> {
            CompletableFuture<String> made = toCompletableFuture(cx -> {
                throw failure;
            });
            made.whenComplete((value, thrown) -> done.countDown());
            done.await();
            return made;
        });

        assertThatThrownBy(completion::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void toCompletableFuture_cancelled_abortsTheTask() throws Exception {
        CountDownLatch dropped = new CountDownLatch(1);
        run(() -> {
            CompletableFuture<String> completion = toCompletableFuture(new Future<>() {
                @Override
                public Poll<String> poll(Context cx) {
                    return Poll.pending();
                }

                @Override
                public void drop() {
                    dropped.countDown();
                }
            });

            completion.cancel(true);
            dropped.await(); // the runtime is still up: it is the abort that drops

            assertThat(completion).isCancelled();
        });
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // of whenComplete, which only opens a latch
    void toCompletableFuture_ofAnAbortedTask_isCancelled() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<String> completion = run(() -> {
            JoinHandle<String> handle = spawn((Future<String>) cx -> Poll.pending());
            CompletableFuture<String> made = handle.toCompletableFuture();
            made.whenComplete((value, thrown) -> done.countDown());
            handle.abort();
            done.await();
            return made;
        });

        assertThat(completion).isCancelled();
    }

    @Test
    void toCompletableFuture_cancelled_leavesALaterFailureToTheHook() throws Exception {
        IllegalStateException failure = new IllegalStateException("clean-up failed");
        LinkedBlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .onFailure(unclaimed -> reported.add(unclaimed.failure()))
                .build()) {
            runtime.blockOn(async(() -> {
                CompletableFuture<Void> completion = toCompletableFuture(async(() -> {
                    try {
                        Pollux.<Void>pending().await();
                    } finally {
                        fail(failure);
                    }
                }));
                yieldNow().await();
                completion.cancel(true);
            }));

            runtime.blockOn(yieldNow());
            assertThat(reported).containsExactly(failure);
        }
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }

    /** Makes a future at its first poll. */
    private static final class Lazy<T> implements Future<T> {

        private final Supplier<Future<T>> maker;
        private Future<T> made;

        Lazy(Supplier<Future<T>> maker) {
            this.maker = maker;
        }

        @Override
        public Poll<T> poll(Context cx) throws Exception {
            if (made == null) {
                made = maker.get();
            }
            return made.poll(cx);
        }
    }
}
