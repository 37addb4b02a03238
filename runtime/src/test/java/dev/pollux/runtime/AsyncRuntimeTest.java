package dev.pollux.runtime;

import static dev.pollux.Pollux.sleep;
import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.race;
import static dev.pollux.future.Futures.ready;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.YieldNow;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What both flavours promise, and where they differ. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // tests block on purpose, to see what the runtime makes of it
class AsyncRuntimeTest {

    static List<Named<Supplier<RuntimeBuilder>>> flavours() {
        return List.of(
                Named.of("multi-thread", () -> AsyncRuntime.multiThread().workerThreads(2)),
                Named.of("current-thread", AsyncRuntime::currentThread));
    }

    // ---------------------------------------------------------------- both flavours

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_returnsTheValueOnTheCallersThread(Supplier<RuntimeBuilder> flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.get().build()) {
            assertThat(runtime.blockOn(call(Thread::currentThread))).isSameAs(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_throwsTheVeryFailure(Supplier<RuntimeBuilder> flavour) {
        IOException failure = new IOException("no route");
        try (AsyncRuntime runtime = flavour.get().build()) {
            assertThatThrownBy(() -> runtime.blockOn(cx -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_wokenByAForeignThread_pollsAgain(Supplier<RuntimeBuilder> flavour) throws Exception {
        Gate gate = new Gate();
        try (AsyncRuntime runtime = flavour.get().build()) {
            Thread opener = new Thread(() -> {
                try {
                    gate.awaitPolled();
                    gate.open();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            opener.start();

            assertThat(runtime.blockOn(gate)).isEqualTo("open");
            opener.join();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_ofAHandle_runsTheTask(Supplier<RuntimeBuilder> flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.get().build()) {
            assertThat(runtime.blockOn(runtime.spawn(call(() -> "value")))).isEqualTo("value");
        }
    }

    @Test
    void blockOn_inAsyncCodeOfTheOnlyThread_isRefusedWithACure() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<String> task = runtime.spawn(call(() -> runtime.blockOn(call(() -> "nested"))));

            assertThatThrownBy(() -> runtime.blockOn(task))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Await")
                    .hasMessageContaining("spawnBlocking");
            assertThatThrownBy(() -> runtime.blockOn(call(() -> runtime.blockOn(call(() -> "nested")))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_inABlockingJob_isAllowed(Supplier<RuntimeBuilder> flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.get().build()) {
            JoinHandle<String> job =
                    runtime.spawnBlocking(() -> Handle.current().blockOn(call(() -> "nested")));

            assertThat(runtime.blockOn(job)).isEqualTo("nested");
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_interrupted_dropsItsFutureAndThrows(Supplier<RuntimeBuilder> flavour) throws Exception {
        Gate gate = new Gate();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (AsyncRuntime runtime = flavour.get().build()) {
            Thread blocked = new Thread(() -> {
                try {
                    runtime.blockOn(gate);
                } catch (Throwable t) {
                    thrown.set(t);
                }
            });
            blocked.start();
            gate.awaitPolled();

            blocked.interrupt();
            blocked.join();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(gate.isDropped()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_afterShutdown_saysSo(Supplier<RuntimeBuilder> flavour) {
        AsyncRuntime runtime = flavour.get().build();
        runtime.close();

        assertThatThrownBy(() -> runtime.blockOn(call(() -> "late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down");
    }

    @Test
    void yieldNow_inBlockOnOfARuntimeThatIsShutDownMeanwhile_ends() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();

        String value = runtime.blockOn(async(() -> {
            new YieldNow().await();
            runtime.shutdown(Duration.ZERO);
            new YieldNow().await();
            return "ended";
        }));

        assertThat(value).isEqualTo("ended");
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void blockOn_whoseLastPollLeavesAnInterrupt_returnsTheValue(Supplier<RuntimeBuilder> flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.get().build()) {
            Future<String> interruptsAtItsEnd = TestFutures.then(
                    new YieldNow(),
                    nothing -> call(() -> {
                        Thread.currentThread().interrupt();
                        return "value";
                    }));

            assertThat(runtime.blockOn(interruptsAtItsEnd)).isEqualTo("value");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void taskThatLeavesAnotherRuntimeEntered_changesNothingForTheNext(Supplier<RuntimeBuilder> flavour)
            throws Exception {
        AsyncRuntime other = AsyncRuntime.currentThread().build();
        try (other;
                AsyncRuntime runtime = flavour.get().build()) {
            runtime.blockOn(runtime.spawn(call(other::enter)));

            assertThat(runtime.blockOn(runtime.spawn(call(Handle::current)))).isSameAs(runtime.handle());
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void nullForAFuture_isRefusedWhereItIsGiven(Supplier<RuntimeBuilder> flavour) throws Exception {
        try (AsyncRuntime runtime = flavour.get().build()) {
            assertThatThrownBy(() -> runtime.spawn((Future<String>) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> runtime.spawnBlocking(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> runtime.blockOn(null)).isInstanceOf(NullPointerException.class);

            assertThat(runtime.blockOn(runtime.spawn(call(() -> "still there"))))
                    .isEqualTo("still there");
        }
    }

    // ---------------------------------------------------------------- differences

    @Test
    void currentThread_outsideBlockOn_runsNothing() throws Exception {
        List<Thread> ranOn = new ArrayList<>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<Boolean> task = runtime.spawn(call(() -> ranOn.add(Thread.currentThread())));
            assertThat(task.isFinished()).isFalse();

            runtime.blockOn(task);

            assertThat(ranOn).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void currentThread_whenTheDriverLeaves_anotherCallerTakesOver() throws Exception {
        Gate first = new Gate();
        Gate second = new Gate();
        Gate inTask = new Gate();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<String> task = runtime.spawn(inTask);
            Thread driver = blockOnInThread(runtime, first);
            first.awaitPolled();
            Thread other = blockOnInThread(runtime, TestFutures.then(second, open -> task));
            second.awaitPolled();

            first.open();
            driver.join();
            second.open();
            inTask.open();
            other.join();

            assertThat(task.isFinished()).isTrue();
        }
    }

    @Test
    void multiThread_tasksRunOnNamedDaemonWorkers() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.multiThread().workerThreads(1).threadName("bot").build()) {
            Thread worker = runtime.blockOn(runtime.spawn(call(Thread::currentThread)));
            Thread blocking = runtime.blockOn(runtime.spawnBlocking(Thread::currentThread));

            assertThat(worker.getName()).isEqualTo("bot-worker-1");
            assertThat(worker.isDaemon()).isTrue();
            assertThat(blocking.getName()).isEqualTo("bot-blocking-1");
        }
    }

    @Test
    void multiThread_runsTasksAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Future<String> meeting = call(() -> {
            both.countDown();
            waitFor(both);
            return "met";
        });
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            JoinHandle<String> one = runtime.spawn(meeting);
            JoinHandle<String> other = runtime.spawn(meeting);

            assertThat(runtime.blockOn(one)).isEqualTo("met");
            assertThat(runtime.blockOn(other)).isEqualTo("met");
        }
    }

    @Test
    void multiThread_aWorkerThatIsBusy_leavesTheTimersToAnIdleOne() throws Exception {
        CountDownLatch laterTimer = new CountDownLatch(1);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            JoinHandle<String> busy = runtime.spawn(() -> {
                sleep(Duration.ofMillis(50)).await();
                waitFor(laterTimer); // what async code must not do, in the poll that the drivers' worker goes on with
                return "busy no more";
            });
            runtime.spawn(() -> {
                sleep(Duration.ofMillis(100)).await();
                laterTimer.countDown();
            });

            assertThat(runtime.blockOn(busy)).isEqualTo("busy no more");
        }
    }

    // ---------------------------------------------------------------- entering

    @Test
    void enter_makesTheRuntimeCurrentUntilClosed() {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            EnterGuard guard = runtime.enter();
            assertThat(Handle.current()).isSameAs(runtime.handle());

            guard.close();
            guard.close();

            assertThatThrownBy(Handle::current).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void enter_closedInTheWrongOrder_saysSoAndChangesNothing() {
        try (AsyncRuntime one = AsyncRuntime.currentThread().build();
                AsyncRuntime two = AsyncRuntime.currentThread().build()) {
            EnterGuard outer = one.enter();
            EnterGuard inner = two.enter();

            assertThatThrownBy(outer::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("reverse order");
            assertThat(Handle.current()).isSameAs(two.handle());

            inner.close();
            assertThat(Handle.current()).isSameAs(one.handle());
            outer.close();
        }
    }

    @Test
    void handleCurrent_inAForeignContext_saysSo() {
        RuntimeContext foreign = (RuntimeContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RuntimeContext.class}, (proxy, method, args) -> null);
        RuntimeContext.replace(foreign);
        try {
            assertThatThrownBy(Handle::current)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("AsyncRuntime");
        } finally {
            RuntimeContext.replace(null);
        }
    }

    // ---------------------------------------------------------------- settings

    @Test
    @Behaviour("t:rt_panic-01")
    void handleCurrent_withoutARuntime_throwsAtTheCaller() {
        assertThatThrownBy(Handle::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime on this thread");
    }

    @Test
    @Behaviour({"t:rt_panic-03", "t:rt_panic-04", "t:rt_panic-07"})
    void builder_refusesNonsense() {
        assertThatThrownBy(() -> AsyncRuntime.multiThread().workerThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workerThreads");
        assertThatThrownBy(() -> AsyncRuntime.multiThread().maxBlockingThreads(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncRuntime.multiThread().threadKeepAlive(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncRuntime.multiThread().name(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncRuntime.currentThread().workerThreads(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("multiThread");
    }

    @Test
    void seed_givesTheSameChoices() throws Exception {
        List<Long> first = choices(7);

        assertThat(choices(7)).isEqualTo(first);
        assertThat(choices(8)).isNotEqualTo(first);
    }

    private static List<Long> choices(long seed) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().seed(seed).build()) {
            return runtime.blockOn(call(() -> {
                var random = RuntimeContext.current().random();
                return List.of(random.nextLong(), random.nextLong());
            }));
        }
    }

    @Test
    void seed_small_decidesTheFirstChoiceToo() throws Exception {
        Set<String> winners = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            try (AsyncRuntime runtime = AsyncRuntime.currentThread().seed(seed).build()) {
                winners.add(runtime.blockOn(race(ready("left"), ready("right"))));
            }
        }

        assertThat(winners).containsExactlyInAnyOrder("left", "right");
    }

    @Test
    void seed_decidesWhichBranchesWin() throws Exception {
        String first = winners(7);

        assertThat(winners(7)).isEqualTo(first);
        assertThat(winners(8)).isNotEqualTo(first);
    }

    /** Races two ready futures many times, first in a task and then in the root. */
    private static String winners(long seed) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().seed(seed).build()) {
            return runtime.blockOn(runtime.spawn(races())) + runtime.blockOn(races());
        }
    }

    private static Future<String> races() {
        return async(() -> {
            StringBuilder winners = new StringBuilder();
            for (int i = 0; i < 32; i++) {
                winners.append(race(ready("a"), ready("b")).await());
            }
            return winners.toString();
        });
    }

    private static Thread blockOnInThread(AsyncRuntime runtime, Future<?> future) {
        Thread thread = new Thread(() -> {
            try {
                runtime.blockOn(future);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }
}
