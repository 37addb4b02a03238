package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalPoolTest {

    private static LocalPool pool(int threads) {
        return AsyncRuntime.currentThread().buildLocalPool(threads);
    }

    private static <T> T join(JoinHandle<T> task) throws Exception {
        return task.toCompletableFuture().get();
    }

    /** Stays on one thread. The handle of the task is what other threads meet. */
    private static final class Confined {

        private final Thread owner = Thread.currentThread();
        private int touched;

        int touch() {
            assertThat(Thread.currentThread()).isSameAs(owner);
            return ++touched;
        }
    }

    @Test
    @Behaviour("SPI-01")
    void spawnPinned_makesTheFutureAndRunsItOnOneThread() throws Exception {
        try (LocalPool pool = pool(2)) {
            JoinHandle<Integer> task = pool.spawnPinned(() -> {
                Confined confined = new Confined();
                return async(() -> {
                    confined.touch();
                    yieldNow().await();
                    return confined.touch()
                            + spawnLocal(async(() -> {
                                        yieldNow().await();
                                        return confined.touch();
                                    }))
                                    .await();
                });
            });

            assertThat(join(task)).isEqualTo(5);
        }
    }

    @Test
    @Behaviour("SPI-02")
    void handle_dropped_letsTheTaskRun() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        try (LocalPool pool = pool(1)) {
            Gate gate = new Gate();
            pool.spawnPinned(() -> gate.map(opened -> {
                        ran.countDown();
                        return opened;
                    }))
                    .drop();
            gate.open();

            waitFor(ran);
        }
    }

    @Test
    @Behaviour("SPI-03")
    void buildLocalPool_withoutThreads_isRefused() {
        assertThatThrownBy(() -> pool(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads must be at least 1");
        assertThatThrownBy(() -> AsyncRuntime.multiThread().buildLocalPool(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("currentThread");
        assertThatThrownBy(() -> AsyncRuntime.currentThread()
                        .clock(System::nanoTime)
                        .startPaused(true)
                        .buildLocalPool(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("startPaused");
    }

    @Test
    @Behaviour("SPI-04")
    void spawnPinned_often_runsAll() throws Exception {
        try (LocalPool pool = pool(2)) {
            List<JoinHandle<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int value = i;
                tasks.add(pool.spawnPinned(() -> yieldNow().map(nothing -> value)));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(join(tasks.get(i))).isEqualTo(i);
            }
        }
    }

    @Test
    @Behaviour({"SPI-05", "SPI-06"})
    void failure_ofTheTaskOrOfMakingIt_reachesTheHandleAndNobodyElse() throws Exception {
        try (LocalPool pool = pool(1)) {
            JoinHandle<String> fails = pool.spawnPinned(() -> Futures.failed(new IOException("task")));
            JoinHandle<String> cannotBeMade = pool.spawnPinned(() -> {
                throw new IOException("making");
            });

            assertThatThrownBy(() -> join(fails))
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("task");
            assertThatThrownBy(() -> join(cannotBeMade))
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("making");
            assertThat(join(pool.spawnPinned(() -> Futures.ready("lives")))).isEqualTo("lives");
        }
    }

    @Test
    @Behaviour("SPI-07")
    void abort_dropsTheTaskOnItsThread() throws Exception {
        try (LocalPool pool = pool(1)) {
            Thread owner = join(pool.spawnPinned(() -> call(Thread::currentThread)));
            Gate gate = new Gate();
            JoinHandle<String> task = pool.spawnPinned(() -> gate);
            gate.awaitPolled();
            task.abort();

            gate.awaitDropped();
            assertThat(gate.dropper()).isSameAs(owner);
            assertThatThrownBy(() -> join(task)).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    @Behaviour("SPI-08")
    void spawnPinned_choosesTheThreadWithTheFewestTasks() throws Exception {
        try (LocalPool pool = pool(3)) {
            List<Gate> gates = Stream.generate(Gate::new).limit(6).toList();
            gates.forEach(gate -> pool.spawnPinned(() -> gate).drop());

            assertThat(pool.numThreads()).isEqualTo(3);
            assertThat(pool.taskLoads()).containsExactly(2L, 2L, 2L);
            pool.spawnPinnedByIndex(Gate::new, 0).drop();
            pool.spawnPinnedByIndex(Gate::new, 2).drop();
            pool.spawnPinned(Gate::new).drop();
            assertThat(pool.taskLoads()).containsExactly(3L, 3L, 3L);
        }
    }

    @Test
    @Behaviour("SPI-09")
    void spawnPinnedByIndex_runsOnThatThread() throws Exception {
        try (LocalPool pool = pool(2)) {
            List<Thread> seen = new ArrayList<>();
            for (int index : new int[] {0, 1, 0, 1}) {
                seen.add(join(pool.spawnPinnedByIndex(() -> call(Thread::currentThread), index)));
            }

            assertThat(seen.get(0)).isSameAs(seen.get(2)).isNotSameAs(seen.get(1));
            assertThat(seen.get(1)).isSameAs(seen.get(3));
            assertThat(seen.get(0).getName()).isEqualTo("pollux-pinned-1");
            assertThatThrownBy(() -> pool.spawnPinnedByIndex(Gate::new, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void close_cancelsTheTasksAndEndsTheThreads() throws Exception {
        List<String> hooks = new CopyOnWriteArrayList<>();
        LocalPool pool = AsyncRuntime.currentThread()
                .onThreadStart(() -> hooks.add("start"))
                .onThreadStop(() -> hooks.add("stop"))
                .buildLocalPool(2);
        Gate gate = new Gate();
        Thread thread = join(pool.spawnPinned(() -> call(Thread::currentThread)));
        JoinHandle<String> task = pool.spawnPinned(() -> gate);
        gate.awaitPolled();
        pool.close();
        pool.close();

        assertThat(gate.isDropped()).isTrue();
        assertThat(thread.isAlive()).isFalse();
        assertThat(hooks).containsExactlyInAnyOrder("start", "start", "stop", "stop");
        assertThatThrownBy(() -> join(task)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> join(pool.spawnPinned(Gate::new))).isInstanceOf(CancellationException.class);
    }

    @Test
    void close_inAsyncCode_isRefused() throws Exception {
        try (LocalPool pool = pool(1)) {
            JoinHandle<String> task = pool.spawnPinned(() -> call(() -> {
                Runnable close = pool::close;
                close.run();
                return "closed";
            }));

            assertThatThrownBy(() -> join(task))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("LocalPool.close()");
        }
    }

    @Test
    void interrupt_byATask_doesNotEndTheThread() throws Exception {
        try (LocalPool pool = pool(1)) {
            Future<Void> interrupts = call(() -> {
                Thread.currentThread().interrupt();
                return null;
            });
            JoinHandle<Object> other = pool.spawnPinned(() -> pending());
            join(pool.spawnPinned(() -> interrupts));

            assertThat(join(pool.spawnPinned(() -> Futures.ready("lives")))).isEqualTo("lives");
            assertThat(other.isFinished()).isFalse();
        }
    }
}
