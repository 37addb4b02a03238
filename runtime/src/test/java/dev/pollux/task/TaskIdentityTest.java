package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.task;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.LocalRuntime;
import dev.pollux.runtime.LocalSet;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.RuntimeKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids and names of tasks, and the hooks that are told of them. */
@Timeout(60)
class TaskIdentityTest {

    private final List<TaskMeta> spawned = new CopyOnWriteArrayList<>();
    private final List<TaskMeta> ended = new CopyOnWriteArrayList<>();
    private final List<String> turns = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"TID-01", "TID-02", "TID-03", "TID-04", "TID-05", "TID-06"})
    void id_insideATaskAndAJob_isThatOfTheHandle(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build()) {
            JoinHandle<TaskId> first = runtime.spawn(() -> {
                yieldNow().await();
                return TaskId.current();
            });
            JoinHandle<TaskId> second = runtime.spawn(() -> TaskId.current());
            JoinHandle<TaskId> job = runtime.spawnBlocking(TaskId::current);

            assertThat(runtime.blockOn(first)).isEqualTo(first.id());
            assertThat(runtime.blockOn(second)).isEqualTo(second.id());
            assertThat(runtime.blockOn(job)).isEqualTo(job.id());
            assertThat(List.of(first.id(), second.id(), job.id())).doesNotHaveDuplicates();
        }
    }

    /** Tells which task drops it. */
    private static final class Tells implements Future<String> {

        private final boolean ready;
        private final CountDownLatch polled = new CountDownLatch(1);
        private volatile Optional<TaskId> dropper = Optional.empty();

        Tells(boolean ready) {
            this.ready = ready;
        }

        @Override
        public Poll<String> poll(Context cx) {
            polled.countDown();
            return ready ? Poll.ready("x") : Poll.pending();
        }

        @Override
        public void drop() {
            dropper = TaskId.tryCurrent();
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"TID-07", "TID-08"})
    void id_inTheDropOfAFinishedAndAnAbortedTask_isThere(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build()) {
            Tells finished = new Tells(true);
            Tells aborted = new Tells(false);
            JoinHandle<String> first = runtime.spawn(finished);
            JoinHandle<String> second = runtime.spawn(aborted);

            runtime.blockOn(first);
            second.abort();
            assertThatThrownBy(() -> runtime.blockOn(second)).isInstanceOf(TaskCancelledException.class);

            assertThat(finished.dropper).contains(first.id());
            assertThat(aborted.dropper).contains(second.id());
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour("TID-08")
    void id_inTheDropByAShutdown_isThere(RuntimeKind kind) throws Exception {
        Tells dropped = new Tells(false);
        JoinHandle<String> handle;
        try (AsyncRuntime runtime = kind.builder(2).build()) {
            handle = runtime.spawn(dropped);
        }

        assertThat(dropped.dropper).contains(handle.id());
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"TID-11", "TID-12", "TID-16", "TID-17"})
    void id_outsideATask_isNone(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build()) {
            assertThat(TaskId.tryCurrent()).isEmpty();
            assertThatThrownBy(TaskId::current)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("outside a task");
            assertThat(runtime.blockOn(Futures.lazy(TaskId::tryCurrent))).isEmpty();
            assertThatThrownBy(() -> runtime.blockOn(Futures.lazy(TaskId::current)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour("TID-15")
    void id_aroundANestedBlockOn_isRestored(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build();
                AsyncRuntime other = AsyncRuntime.currentThread().build()) {
            JoinHandle<TaskId> job = runtime.spawnBlocking(() -> {
                JoinHandle<TaskId> inner = other.spawn(() -> TaskId.current());
                assertThat(other.blockOn(inner)).isEqualTo(inner.id());
                return TaskId.current();
            });

            assertThat(runtime.blockOn(job)).isEqualTo(job.id());
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"t:task_builder-01", "t:task_builder-05", "t:task_builder-07", "t:task_builder-08"})
    void name_givenToTheBuilder_isSeenEverywhere(RuntimeKind kind) throws Exception {
        List<TaskFailure> failures = new CopyOnWriteArrayList<>();
        CountDownLatch told = new CountDownLatch(1);
        try (AsyncRuntime runtime = kind.builder(2)
                .onFailure(failure -> {
                    failures.add(failure);
                    told.countDown();
                })
                .build()) {
            JoinHandle<String> task = runtime.handle().task().name("mailer").spawn(() -> "x");
            JoinHandle<String> job = runtime.handle().task().name("backup").spawnBlocking(() -> "y");
            JoinHandle<String> plain = runtime.handle().task().spawn(() -> "z");

            assertThat(task.name()).contains("mailer");
            assertThat(job.name()).contains("backup");
            assertThat(plain.name()).isEmpty();
            assertThat(task).hasToString("JoinHandle[" + task.id() + " \"mailer\"]");
            runtime.blockOn(async(() -> {
                task().name("doomed").spawn(() -> {
                    throw new IOException("no route");
                });
                yieldNow().await();
            }));
            runtime.blockOn(Futures.joinAll(List.of(task, job, plain)));
            assertThat(task.name()).contains("mailer");
            runtime.blockOn(async(() -> spawnBlocking(() -> {
                        told.await();
                        return null;
                    })
                    .await()));
        }
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.name()).isEqualTo("doomed");
            assertThat(failure.toString()).contains("\"doomed\" failed", "no route");
        });
        assertThatThrownBy(() -> kind.builder(2).build().handle().task().name(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    void name_isNotInheritedByChildren(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build()) {
            JoinHandle<Optional<String>> parent = runtime.handle()
                    .task()
                    .name("parent")
                    .spawn(async(() -> spawn(() -> "x").name()));

            assertThat(runtime.blockOn(parent)).isEmpty();
        }
    }

    // ---------------------------------------------------------------- local tasks

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"TID-13", "TID-14"})
    void id_insideALocalTask_isThatOfItAndOutsideThatOfTheOneAround(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build();
                LocalSet outer = new LocalSet(runtime.handle());
                LocalSet inner = new LocalSet(runtime.handle())) {
            List<TaskId> seen = new CopyOnWriteArrayList<>();
            List<TaskId> nested = new CopyOnWriteArrayList<>();
            JoinHandle<Void> parent = outer.spawnLocal(async(() -> {
                JoinHandle<Void> child = inner.spawnLocal(async(() -> {
                    nested.add(TaskId.current());
                    yieldNow().await();
                    nested.add(TaskId.current());
                }));
                nested.add(child.id());
                seen.add(TaskId.current());
                inner.runUntil(child).await();
                seen.add(TaskId.current());
            }));
            outer.blockOn(parent);

            assertThat(seen).containsExactly(parent.id(), parent.id());
            assertThat(nested).hasSize(3).containsOnly(nested.get(0)).doesNotContain(parent.id());
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"t:task_builder-04", "t:task_builder-06", "t:task_builder-09"})
    void spawnLocal_byTheBuilder_namesTheTask(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(2).build();
                LocalSet local = new LocalSet(runtime.handle())) {
            local.blockOn(async(() -> {
                JoinHandle<Thread> named = task().name("cell").spawnLocal(() -> Thread.currentThread());
                JoinHandle<Void> plain = task().spawnLocal(() -> {
                    yieldNow().await();
                });

                assertThat(named.name()).contains("cell");
                assertThat(plain.name()).isEmpty();
                assertThat(named.await()).isSameAs(Thread.currentThread());
                plain.await();
            }));
            assertThatThrownBy(() -> runtime.blockOn(
                            Futures.lazy(() -> task().name("cell").spawnLocal(Futures.ready("never")))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("LocalSet");
        }
        try (LocalRuntime runtime = AsyncRuntime.currentThread().buildLocal()) {
            JoinHandle<String> named = runtime.handle().task().name("cell").spawnLocal(Futures.ready("value"));

            assertThat(named.name()).contains("cell");
            assertThat(runtime.blockOn(named)).isEqualTo("value");
        }
    }

    // ---------------------------------------------------------------- failures

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"TID-09", "TID-10"})
    void id_whenTheHandleIsDroppedBeforeOrAfterAFailure_isToldToTheHook(RuntimeKind kind) throws Exception {
        List<TaskId> told = new CopyOnWriteArrayList<>();
        try (AsyncRuntime runtime =
                kind.builder(2).onFailure(failure -> told.add(failure.taskId())).build()) {
            JoinHandle<String> before = runtime.spawn(async(() -> {
                yieldNow().await();
                throw new IOException("before");
            }));
            before.drop();
            JoinHandle<String> after = runtime.spawn(Futures.failed(new IOException("after")));
            runtime.blockOn(
                    Futures.pollFn(cx -> after.pollFinished(cx.waker()) ? Poll.ready("finished") : Poll.pending()));
            after.drop();
            while (told.size() < 2) {
                runtime.blockOn(yieldNow());
            }

            assertThat(told).containsExactlyInAnyOrder(before.id(), after.id());
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour("t:join_handle_panic-01")
    void drop_ofAHandleWhoseFailureTheHookCannotBear_doesNotThrow(RuntimeKind kind) throws Exception {
        List<Throwable> defects = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> defects.add(thrown));
        try (AsyncRuntime runtime =
                kind.builder(2).onFailure(failure -> fail("hook")).build()) {
            JoinHandle<String> task = runtime.spawn(Futures.failed(new IOException("task")));
            runtime.blockOn(
                    Futures.pollFn(cx -> task.pollFinished(cx.waker()) ? Poll.ready("finished") : Poll.pending()));

            task.drop();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }

        assertThat(defects).singleElement().satisfies(each -> {
            assertThat(each).hasMessage("hook");
            assertThat(each.getSuppressed())
                    .singleElement()
                    .satisfies(lost -> assertThat(lost).hasMessage("task"));
        });
    }

    // ---------------------------------------------------------------- hooks

    private RuntimeBuilder hooked(RuntimeKind kind) {
        return kind.builder(2)
                .onTaskSpawn(spawned::add)
                .onTaskTerminate(ended::add)
                .beforeTaskPoll(meta -> turns.add("before " + meta.id()))
                .afterTaskPoll(meta -> turns.add("after " + meta.id()));
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    @Behaviour({"THK-01", "THK-02", "RPC-01", "RPC-02"})
    void hooks_areCalledAtEachTurnOfATasksLife(RuntimeKind kind) throws Exception {
        JoinHandle<@Nullable Void> outside;
        JoinHandle<String> aborted;
        JoinHandle<String> job;
        try (AsyncRuntime runtime = hooked(kind).build()) {
            outside = runtime.spawn(() -> {
                spawn(() -> "inside").await();
                yieldNow().await();
            });
            aborted = runtime.spawn(Futures.pending());
            job = runtime.spawnBlocking(() -> "job");
            aborted.abort();
            runtime.blockOn(outside);
            runtime.blockOn(job);
        }

        assertThat(spawned).hasSize(4);
        assertThat(ended).containsExactlyInAnyOrderElementsOf(spawned);
        assertThat(turns.stream().filter(("before " + outside.id())::equals).count())
                .isGreaterThanOrEqualTo(2);
        for (TaskMeta each : spawned) {
            List<String> own = turns.stream()
                    .filter(turn -> turn.endsWith(" " + each.id()))
                    .toList();
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i)).startsWith(i % 2 == 0 ? "before" : "after");
            }
            assertThat(own.size() % 2).isZero();
        }
        assertThat(turns).noneMatch(turn -> turn.endsWith(" " + job.id()));
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    void hook_thatThrows_hurtsNobody(RuntimeKind kind) throws Exception {
        List<Throwable> defects = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> defects.add(thrown));
        try (AsyncRuntime runtime = kind.builder(2)
                .onTaskSpawn(meta -> fail("spawn"))
                .onTaskTerminate(meta -> fail("end"))
                .beforeTaskPoll(meta -> fail("before"))
                .afterTaskPoll(meta -> fail("after"))
                .onThreadStart(() -> fail("start"))
                .onThreadStop(() -> fail("stop"))
                .build()) {
            assertThat(runtime.blockOn(runtime.spawn(() -> "value"))).isEqualTo("value");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(defects).extracting(Throwable::getMessage).contains("spawn", "end", "before");
    }

    private static void fail(String hook) {
        throw new IllegalStateException(hook);
    }

    @ParameterizedTest
    @EnumSource(RuntimeKind.class)
    void threadHooks_areCalledOncePerThread(RuntimeKind kind) throws Exception {
        List<String> started = new CopyOnWriteArrayList<>();
        List<String> stopped = new CopyOnWriteArrayList<>();
        try (AsyncRuntime runtime = kind.builder(2)
                .onThreadStart(() -> started.add(Thread.currentThread().getName()))
                .onThreadStop(() -> stopped.add(Thread.currentThread().getName()))
                .build()) {
            runtime.blockOn(runtime.spawnBlocking(() -> "x"));
        }

        assertThat(started).doesNotHaveDuplicates().anyMatch(name -> name.contains("-blocking-"));
        assertThat(started).containsAll(stopped);
    }
}
