package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.time.Sleep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runtimes inside of runtimes, and what blocking jobs may do with theirs. */
@Timeout(60)
class NestedRuntimeTest {

    @Test
    @Behaviour({"RTC-12", "RTH-20"})
    void blockOnOrRun_inAsyncCodeOfACurrentThreadRuntime_isRefusedAndHurtsNobody() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                AsyncRuntime other = AsyncRuntime.currentThread().build()) {
            Gate sibling = new Gate();
            JoinHandle<String> waiting = runtime.spawn(sibling);

            assertThatThrownBy(() -> runtime.blockOn(call(() -> Pollux.run(Futures.ready("nested")))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("run was called inside async code");
            assertThatThrownBy(() -> runtime.blockOn(call(() -> other.blockOn(Futures.ready("nested")))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("spawnBlocking");

            sibling.open();
            assertThat(runtime.blockOn(waiting)).isEqualTo("open");
        }
    }

    @Test
    void close_inPlaceInATaskOfThatRuntime_isRefusedSinceItWouldWaitForItself() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            Runnable close = runtime::close;
            JoinHandle<String> task = runtime.spawn(call(() -> Pollux.blockInPlace(() -> {
                close.run();
                return "closed";
            })));

            assertThatThrownBy(() -> runtime.blockOn(task))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would wait for that task");
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_inABlockingJob_isAllowed(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            JoinHandle<String> job = runtime.spawnBlocking(() -> Pollux.run(async(() -> {
                sleep(Duration.ofMillis(1)).await();
                return Handle.current().name();
            })));

            assertThat(runtime.blockOn(job)).isEqualTo("pollux");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-13")
    void runtimeMadeInAsyncCode_isUsableLater(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build();
                AsyncRuntime inner = runtime.blockOn(call(() -> kind.builder(1).build()))) {
            assertThat(inner.blockOn(inner.spawn(call(() -> "inner")))).isEqualTo("inner");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TBL-08")
    void close_ofAnotherRuntimeInAsyncCode_isRefused(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build();
                AsyncRuntime other = AsyncRuntime.currentThread().build()) {
            assertThatThrownBy(() -> runtime.blockOn(call(() -> {
                        Runnable close = other::close;
                        close.run();
                        return "closed";
                    })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("shutdown(Duration.ZERO)");
            assertThat(other.blockOn(Futures.ready("still open"))).isEqualTo("still open");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TBL-01")
    void spawnBlocking_fromATask_yieldsItsValueEachTime(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            int sum = runtime.blockOn(runtime.spawn(async(() -> {
                int total = 0;
                for (int i = 0; i < 100; i++) {
                    int value = i;
                    total += Pollux.spawnBlocking(() -> value).await();
                }
                return total;
            })));

            assertThat(sum).isEqualTo(4950);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTC-21", "RTC-22", "RTH-07"})
    void blockingJob_maySpawnTasksAndJobsOfItsRuntime(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            List<Handle> seen = runtime.blockOn(runtime.spawnBlocking(() -> {
                JoinHandle<Handle> task = Pollux.spawn(call(Handle::current));
                JoinHandle<Handle> job = Pollux.spawnBlocking(Handle::current);
                return List.of(Handle.current().blockOn(task), Handle.current().blockOn(job));
            }));

            assertThat(seen).containsExactly(runtime.handle(), runtime.handle());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-23")
    void sleepPolledByABlockingJob_isWokenByTheRuntime(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            JoinHandle<String> job = runtime.spawnBlocking(() -> {
                CountDownLatch woken = new CountDownLatch(1);
                Sleep sleep = sleep(Duration.ofMillis(2));
                Context cx = Context.of(Waker.of(woken::countDown));
                if (sleep.poll(cx) instanceof Poll.Ready) {
                    return "over at once";
                }
                waitFor(woken);
                return sleep.poll(cx).isReady() ? "woken" : "too early";
            });

            assertThat(runtime.blockOn(job)).isIn("woken", "over at once");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"RTN-05", "RTC-34"})
    void tasksThatHoldTheirRuntimeAndWakeEachOtherWhenDropped_endWithIt(RuntimeKind kind) throws Exception {
        AtomicReference<Waker> first = new AtomicReference<>(Waker.noop());
        AtomicReference<Waker> second = new AtomicReference<>(Waker.noop());
        AsyncRuntime runtime = kind.builder(1).build();
        JoinHandle<String> left = runtime.spawn(new WakesWhenDropped(runtime, first, second));
        JoinHandle<String> right = runtime.spawn(new WakesWhenDropped(runtime, second, first));
        runtime.blockOn(Pollux.yieldNow());

        runtime.close();

        assertThat(left.isFinished()).isTrue();
        assertThat(right.isFinished()).isTrue();
    }

    private record WakesWhenDropped(AsyncRuntime runtime, AtomicReference<Waker> own, AtomicReference<Waker> other)
            implements Future<String> {

        @Override
        public Poll<String> poll(Context cx) {
            own.set(cx.waker());
            return Poll.pending();
        }

        @Override
        public void drop() {
            other.get().wake();
            own.get().wake();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTC-46")
    void tasksWokenFromOutsideWhileTheRuntimeCloses_doNotKeepItFromClosing(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(1).build();
        List<Gate> gates = Stream.generate(Gate::new).limit(1_000).toList();
        gates.forEach(gate -> runtime.spawn(gate).drop());
        runtime.blockOn(Pollux.yieldNow());
        CompletableFuture<Void> wakes = CompletableFuture.runAsync(() -> gates.forEach(Gate::open));

        runtime.close();

        wakes.get();
        assertThat(runtime.shutdown(Duration.ZERO).isBalanced()).isTrue();
    }
}
