package dev.pollux.runtime.lifecycle;

import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.future.Futures.async;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.LocalSet;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.lifecycle.LifeCycle.End;
import dev.pollux.runtime.lifecycle.LifeCycle.Moment;
import dev.pollux.task.AbortHandle;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a task can live and end, on every kind of runtime, played and compared with the model of {@link LifeCycle}. */
@Timeout(120)
@SuppressWarnings("pollux:blocking-call") // the test's thread waits on purpose
class LifeCycleMatrixTest {

    /** A collection after each handle that is forgotten would show no more, and take minutes. */
    private static final int COLLECT_EVERY = 50;

    /** Where the tasks run, on the runtime itself or in a set of tasks that stay on the test's thread. */
    static Stream<Arguments> places() {
        return Stream.of(true, false)
                .flatMap(local -> Stream.of(
                                Named.of("current thread", AsyncRuntime.currentThread()),
                                Named.of(
                                        "one worker", AsyncRuntime.multiThread().workerThreads(1)),
                                Named.of(
                                        "two workers",
                                        AsyncRuntime.multiThread().workerThreads(2)))
                        .map(runtime -> Arguments.of(runtime, Named.of(local ? "local set" : "runtime", local))));
    }

    @Test
    void cases_areAsManyAsCounted() {
        assertThat(LifeCycle.all()).doesNotHaveDuplicates().hasSize(672);
    }

    @ParameterizedTest
    @MethodSource("places")
    @Behaviour("s:runtime/task_combinations-01")
    void everyLifeCycle_endsAsTheModelSays(RuntimeBuilder builder, boolean isLocal) throws Exception {
        Queue<TaskFailure> reported = new ConcurrentLinkedQueue<>();
        List<Play> plays = new ArrayList<>();
        try (AsyncRuntime runtime = builder.onFailure(reported::add).build();
                LocalSet local = new LocalSet(runtime.handle())) {
            for (LifeCycle each : LifeCycle.all()) {
                Play play = new Play(each);
                plays.add(play);
                local.blockOn(play.of(isLocal ? local.spawnLocal(play) : runtime.spawn(play)));
            }
        }
        for (Play play : plays) {
            play.check(reported);
        }
        assertThat(reported)
                .hasSize(plays.stream()
                        .mapToInt(play -> play.model.reports().size())
                        .sum());
    }

    /** Happens once; one task waits for it. */
    private static final class Event implements Future<Void> {

        private final AtomicWaker waiter = new AtomicWaker();
        private volatile boolean happened;

        void happen() {
            happened = true;
            waiter.wake();
        }

        @Override
        public Poll<Void> poll(Context cx) {
            waiter.register(cx.waker());
            return happened ? Poll.ready(null) : Poll.pending();
        }
    }

    /** A task that lives as the model says, and what was seen of it. */
    private static final class Play implements Future<String> {

        private final LifeCycle model;
        private final Event polled = new Event();
        private final Event released = new Event();
        private final RuntimeException runFailure = new IllegalStateException("run");
        private final RuntimeException dropFailure = new IllegalStateException("drop");
        private final AtomicInteger drops = new AtomicInteger();
        private final AtomicInteger wakes = new AtomicInteger();
        private int dropsWhenJoined = -1;
        private AbortHandle abortHandle; // until it is forgotten
        private TaskId id;
        private Object seen; // by whoever read

        Play(LifeCycle model) {
            this.model = model;
        }

        // ---------------------------------------------------------------- the task

        @Override
        public Poll<String> poll(Context cx) {
            polled.happen();
            if (released.poll(cx) == Poll.<Void>pending()) {
                return Poll.pending();
            }
            if (model.task().failsInRun()) {
                throw runFailure;
            }
            return Poll.ready("value");
        }

        @Override
        public void drop() {
            drops.incrementAndGet();
            if (model.task().failsInDrop()) {
                throw dropFailure;
            }
        }

        // ---------------------------------------------------------------- its surroundings

        Future<Void> of(JoinHandle<String> handle) throws Exception {
            AbortHandle observer = handle.abortHandle();
            abortHandle = model.through().forgotten == null ? null : handle.abortHandle();
            id = handle.id();
            if (model.polled()) {
                handle.poll(Context.of(wakes::incrementAndGet)); // pending: the task is not released
            }
            return async(() -> {
                pass(Moment.AT_ONCE, handle);
                if (model.abort() != Moment.AT_ONCE) {
                    polled.await();
                }
                pass(Moment.AT_FIRST_POLL, handle);
                if (!model.isCancelled()) { // otherwise the abort alone must end it, in the middle of a poll, too
                    released.happen();
                }
                while (!observer.isFinished()) {
                    yieldNow().await();
                }
                pass(Moment.AFTER_END, handle);
                if (model.isRead()) {
                    read(handle);
                }
                pass(Moment.AFTER_READING, handle);
            });
        }

        private void pass(Moment moment, JoinHandle<String> handle) {
            if (model.abort() == moment) {
                if (abortHandle == null) {
                    handle.abort();
                } else {
                    abortHandle.abort();
                }
            }
            if (model.through().forgotten == moment) {
                abortHandle = null;
                if (id.value() % COLLECT_EVERY == 0) {
                    System.gc();
                }
            }
            if (model.handle() == moment) {
                handle.drop();
            }
        }

        private void read(JoinHandle<String> handle) {
            dropsWhenJoined = drops.get();
            try {
                seen = handle.poll(Context.of(() -> {})).get();
            } catch (Throwable t) {
                seen = t;
            }
        }

        // ---------------------------------------------------------------- what must have come of it

        void check(Queue<TaskFailure> reported) {
            assertThat(drops).as("%s: drops", model).hasValue(1);
            assertThat(wakes.get()).as("%s: wakes", model).isBetween(model.fewestWakes(), model.mostWakes());
            if (model.isRead()) {
                assertThat(dropsWhenJoined)
                        .as("%s: dropped before it could be joined", model)
                        .isEqualTo(1);
                checkSeen();
            }
            assertThat(reported.stream()
                            .filter(each -> each.taskId().equals(id))
                            .map(TaskFailure::failure))
                    .as("%s: reports", model)
                    .containsExactlyElementsOf(
                            model.reports().stream().map(this::failure).toList());
            assertThat(runFailure.getSuppressed())
                    .as("%s: suppressed", model)
                    .containsExactly(model.suppresses() ? new Throwable[] {dropFailure} : new Throwable[0]);
        }

        private void checkSeen() {
            switch (model.end()) {
                case VALUE -> assertThat(seen).as("%s", model).isEqualTo("value");
                case CANCELLED -> assertThat(seen).as("%s", model).isInstanceOf(TaskCancelledException.class);
                default -> assertThat(seen).as("%s", model).isSameAs(failure(model.end()));
            }
        }

        private RuntimeException failure(End end) {
            return end == End.RUN_FAILURE ? runFailure : dropFailure;
        }
    }
}
