package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.task.ScopeFuture;
import dev.pollux.runtime.task.ScopePolicy;
import dev.pollux.runtime.task.Thrown;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that fails when its tasks are alive: by whatever policy they are aborted and waited for, and the failure is thrown. */
@Timeout(60)
class ScopeBodyFailureTest {

    /** When the body throws. */
    enum When {
        /** While it is being made: before there is a future of it. */
        MADE {
            @Override
            Future<String> body(Runnable spawns, IOException failure) throws IOException {
                spawns.run();
                throw failure;
            }
        },
        FIRST_POLL {
            @Override
            Future<String> body(Runnable spawns, IOException failure) {
                return async(() -> {
                    spawns.run();
                    return fail(failure);
                });
            }
        },
        LATER {
            @Override
            Future<String> body(Runnable spawns, IOException failure) {
                return async(() -> {
                    spawns.run();
                    for (int i = 0; i < 5; i++) {
                        yieldNow().await();
                    }
                    return fail(failure);
                });
            }
        };

        abstract Future<String> body(Runnable spawns, IOException failure) throws IOException;
    }

    private final IOException failure = new IOException("body");
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<TaskFailure> reported = new CopyOnWriteArrayList<>();
    private final List<Subtask<?>> tasks = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().onFailure(reported::add).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(ScopePolicy.values())
                .flatMap(policy -> Stream.of(When.values()).map(when -> Arguments.of(policy, when)));
    }

    private static String fail(IOException failure) throws IOException {
        throw failure;
    }

    private Future<String> scope(ScopePolicy policy, When when, List<Future<String>> children) {
        return ScopeFuture.of(
                policy,
                sneaky(scope -> when.body(() -> children.forEach(each -> tasks.add(scope.spawn(each))), failure)));
    }

    private static <A, B> Function<A, B> sneaky(AsyncFunction<A, B> throwing) {
        return argument -> {
            try {
                return throwing.apply(argument);
            } catch (Exception e) {
                throw Thrown.<RuntimeException>rethrow(e);
            }
        };
    }

    /** Waits for ever, and takes two turns to clean up. */
    private Future<String> careful(String name) {
        return async(() -> {
            try {
                log.add(name + " begins");
                return Futures.<String>pending().await();
            } finally {
                yieldNow().await();
                yieldNow().await();
                log.add(name + " ends");
            }
        });
    }

    private void assertAllAborted() {
        assertThat(runtime.metrics().numAliveTasks()).isZero();
        assertThat(tasks).isNotEmpty().allSatisfy(each -> {
            assertThat(each.isFinished()).isTrue();
            assertThatThrownBy(each::get).isInstanceOf(TaskCancelledException.class);
        });
        assertThat(reported).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void body_throwsWhenTasksAreAlive_abortsThemAndThrows(ScopePolicy policy, When when) {
        Future<String> scope = scope(policy, when, List.of(careful("one"), careful("two")));

        assertThat(catchThrowable(() -> runtime.blockOn(scope))).isSameAs(failure);
        assertAllAborted();
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(log.stream().filter(each -> each.endsWith("ends")).count())
                .as("each that began has cleaned up")
                .isEqualTo(log.size() / 2);
        assertThat(log).hasSize(when == When.LATER ? 4 : 0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void body_throwsInATask_abortsTheTasksBeforeTheHandleAnswers(ScopePolicy policy, When when) {
        JoinHandle<String> task = runtime.spawn(scope(policy, when, List.of(careful("one"))));

        assertThat(catchThrowable(() -> runtime.blockOn(task))).isSameAs(failure);
        assertAllAborted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scope_awaitedAgainAfterItFailed_saysSo(ScopePolicy policy, When when) throws Exception {
        Future<String> scope = scope(policy, when, List.of(careful("one")));
        Throwable again = runtime.blockOn(async(() -> {
            try {
                scope.await();
            } catch (IOException e) {
                log.clear();
            }
            try {
                scope.await();
                return null;
            } catch (IllegalStateException e) {
                return e;
            }
        }));

        assertThat(again).hasMessageContaining("after it finished");
        assertAllAborted();
    }

    @ParameterizedTest
    @EnumSource(ScopePolicy.class)
    void body_thatIsNull_fails(ScopePolicy policy) {
        Future<String> scope = ScopeFuture.of(policy, s -> {
            tasks.add(s.spawn(careful("one")));
            return null;
        });

        assertThatThrownBy(() -> runtime.blockOn(scope))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("body of the scope");
        assertAllAborted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void task_failsInItsCleanUp_isSuppressed(ScopePolicy policy, When when) {
        Future<String> fails = new Future<>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                throw new IllegalStateException("clean-up");
            }
        };

        assertThat(catchThrowable(() -> runtime.blockOn(scope(policy, when, List.of(fails)))))
                .isSameAs(failure);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(each -> assertThat(each).hasMessage("clean-up"));
        assertThat(reported).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"COLLECT_ALL", "RACE"})
    void body_failsAfterATaskThatEndedNothing_isThrownWithThatSuppressed(ScopePolicy policy) {
        IOException ofTask = new IOException("task");
        Future<String> scope = scope(policy, When.LATER, List.of(Futures.failed(ofTask), careful("one")));

        assertThat(catchThrowable(() -> runtime.blockOn(scope))).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(ofTask);
        assertThat(log).containsExactly("one begins", "one ends");
        assertThat(reported).isEmpty();
    }

    @Test
    void body_failsAfterATaskThatFailed_isSuppressedInThat() {
        IOException ofTask = new IOException("task");
        Future<String> scope = ScopeFuture.of(ScopePolicy.FAIL_FAST, s -> {
            s.spawn(Futures.failed(ofTask));
            return async(() -> {
                try {
                    return Futures.<String>pending().await();
                } finally {
                    fail(failure);
                }
            });
        });

        assertThat(catchThrowable(() -> runtime.blockOn(scope))).isSameAs(ofTask);
        assertThat(ofTask.getSuppressed()).containsExactly(failure);
    }
}
