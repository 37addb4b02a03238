package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.raceScope;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.supervisorScope;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways of losing a failure. In each of them it arrives somewhere, and only once: at an await, at the hook, or at the handler of the thread. */
@Timeout(60)
class LostFailureTest {

    private final IOException failure = new IOException("no route");
    private final IOException second = new IOException("second");
    private final LinkedBlockingQueue<TaskFailure> hook = new LinkedBlockingQueue<>();
    private final List<Throwable> handler = new CopyOnWriteArrayList<>();
    private Thread.@Nullable UncaughtExceptionHandler before;
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().onFailure(hook::add).build();

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> handler.add(thrown));
    }

    @AfterEach
    void stop() {
        runtime.close();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private Future<String> fails() {
        return async(() -> {
            yieldNow().await();
            throw failure;
        });
    }

    /** Waits for ever, and fails when it is dropped. */
    private Future<String> failsInCleanUp() {
        return async(() -> {
            try {
                return Futures.<String>pending().await();
            } finally {
                yieldNow().await();
                throwFailure();
            }
        });
    }

    private void throwFailure() throws IOException {
        throw failure;
    }

    private static Future<@Nullable Void> turns() {
        return async(() -> {
            for (int i = 0; i < 10; i++) {
                yieldNow().await();
            }
        });
    }

    private void assertReportedOnce() throws Exception {
        runtime.blockOn(turns());
        runtime.close();
        assertThat(hook).extracting(TaskFailure::failure).containsExactly(failure);
        assertThat(handler).isEmpty();
    }

    private @Nullable Throwable thrownBy(Future<?> future) {
        try {
            runtime.blockOn(future);
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    private void assertThrownOnce(Future<?> future) {
        assertThat(thrownBy(future)).isSameAs(failure);
        runtime.close();
        assertThat(hook).isEmpty();
        assertThat(handler).isEmpty();
    }

    @Test
    void handle_thrownAway_reports() throws Exception {
        runtime.blockOn(async(() -> {
            spawn(fails());
        }));
        assertReportedOnce();
    }

    @Test
    void handle_droppedBeforeTheEnd_reports() throws Exception {
        JoinHandle<String> handle = runtime.spawn(fails());
        handle.drop();
        assertReportedOnce();
    }

    @Test
    void handle_droppedAfterTheEnd_reports() throws Exception {
        JoinHandle<String> handle = runtime.spawn(fails());
        runtime.blockOn(turns());
        handle.drop();
        assertReportedOnce();
    }

    @Test
    void handle_garbage_reports() throws Exception {
        runtime.blockOn(async(() -> {
            forget();
            turns().await();
        }));
        TaskFailure report = null;
        while (report == null) { // a collection is a request; the time limit ends a vain wait
            System.gc();
            report = hook.poll(10, TimeUnit.MILLISECONDS);
        }
        assertThat(report.failure()).isSameAs(failure);
    }

    private void forget() {
        JoinHandle<String> handle = spawn(fails());
        assertThat(handle.isFinished()).isFalse();
    }

    @Test
    void handle_inAForgottenCollection_reportsAtShutdown() throws Exception {
        List<JoinHandle<?>> kept = new ArrayList<>();
        kept.add(runtime.spawn(fails()));
        assertReportedOnce();
        assertThat(kept).hasSize(1);
    }

    @Test
    void select_loserFailsInItsCleanUp_throws() {
        assertThrownOnce(select(when(turns(), x -> "won"), when(failsInCleanUp(), x -> x)));
    }

    @Test
    void race_loserFailsInItsCleanUp_throws() {
        assertThrownOnce(race(turns().map(x -> "won"), failsInCleanUp()));
    }

    @Test
    void timeout_innerFailsInItsCleanUp_isSuppressed() {
        Throwable thrown = thrownBy(
                async(() -> timeout(Duration.ofMillis(1), failsInCleanUp()).await()));
        assertThat(thrown).isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(thrown.getSuppressed()).containsExactly(failure);
    }

    @Test
    void join_twoFail_secondIsSuppressed() {
        assertThat(thrownBy(join(fails(), Futures.failed(second)))).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(second);
    }

    @Test
    void drop_ofAFinishedFutureFails_reports() throws Exception {
        JoinHandle<String> handle = runtime.spawn(new Future<String>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.ready("value");
            }

            @Override
            public void drop() {
                sneak(failure);
            }
        });
        assertThat(runtime.blockOn(handle)).isEqualTo("value");
        assertReportedOnce();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void abort_ofATaskWithoutAHandle_cleanUpReports() throws Exception {
        JoinHandle<String> handle = runtime.spawn(failsInCleanUp());
        runtime.blockOn(turns());
        handle.abort();
        handle.drop();
        assertReportedOnce();
    }

    @Test
    void abort_ofAJoinedTask_cleanUpIsThrown() throws Exception {
        JoinHandle<String> handle = runtime.spawn(failsInCleanUp());
        runtime.blockOn(turns());
        handle.abort();
        assertThrownOnce(handle);
    }

    @Test
    @SuppressWarnings("try") // it is there to be closed
    void finally_failsAfterAFailure_isWhatTheJavaLanguageSays() {
        assertThat(thrownBy(async(() -> {
                    try (AutoCloseable closed = () -> sneak(second)) {
                        fails().await();
                    }
                })))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(second);
    }

    @Test
    void hook_throws_handlerHearsOfBoth() throws Exception {
        try (AsyncRuntime other =
                AsyncRuntime.currentThread().onFailure(report -> sneak(second)).build()) {
            other.spawn(fails()).drop();
            other.blockOn(turns());
        }
        assertThat(handler).containsExactly(second);
        assertThat(second.getSuppressed()).containsExactly(failure);
    }

    @Test
    void waker_throws_handlerHears() throws Exception {
        JoinHandle<String> handle = runtime.spawn(async(() -> {
            turns().await();
            return "value";
        }));
        handle.poll(Context.of(new Waker() {
            @Override
            public void wake() {
                sneak(failure);
            }
        }));
        runtime.blockOn(async(() -> {
            while (!handle.isFinished()) {
                yieldNow().await();
            }
        }));
        assertThat(handler).containsExactly(failure);
    }

    @Test
    void taskHook_throws_handlerHears() throws Exception {
        try (AsyncRuntime other = AsyncRuntime.currentThread()
                .onTaskTerminate(meta -> sneak(failure))
                .build()) {
            other.blockOn(other.spawn(() -> "value"));
        }
        assertThat(handler).containsExactly(failure);
    }

    @Test
    void blockingJob_whoseHandleIsGone_reports() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        runtime.spawnBlocking(() -> {
                    started.countDown();
                    go.await();
                    throw failure;
                })
                .drop();
        started.await(); // a queued job would be cancelled by the end of the runtime
        go.countDown();
        assertReportedOnce();
    }

    @Test
    void scope_siblingFailsToo_isSuppressed() {
        assertThat(thrownBy(scope(s -> {
                    s.spawn(failsInCleanUp());
                    turns().await();
                    s.spawn(Futures.failed(second));
                })))
                .isSameAs(second);
        assertThat(second.getSuppressed()).containsExactly(failure);
    }

    @Test
    void scope_droppedWhileATaskFails_throwsToTheOwner() throws Exception {
        JoinHandle<?> handle = runtime.spawn(scope(s -> {
            s.spawn(failsInCleanUp());
            Futures.pending().await();
        }));
        runtime.blockOn(turns());
        handle.abort();
        assertThrownOnce(handle);
    }

    @Test
    void supervisor_nobodyLooks_throws() {
        assertThrownOnce(supervisorScope(s -> {
            s.spawn(fails());
        }));
    }

    @Test
    void raceScope_loserFails_reports() throws Exception {
        Future<String> race = raceScope(s -> {
            s.spawn(fails());
            s.spawn(turns().map(x -> "won"));
        });
        assertThat(runtime.blockOn(race)).isEqualTo("won");
        assertReportedOnce();
    }

    @Test
    void shutdown_cleanUpFails_reports() throws Exception {
        JoinHandle<String> kept = runtime.spawn(failsInCleanUp());
        runtime.blockOn(turns());
        assertThat(kept.isFinished()).isFalse();
        runtime.close();
        assertThat(hook).extracting(TaskFailure::failure).containsExactly(failure);
    }

    @Test
    void completableFuture_completedByAnother_reports() throws Exception {
        CompletableFuture<String> stage = runtime.spawn(fails()).toCompletableFuture();
        stage.complete("early");
        assertReportedOnce();
    }

    @Test
    void rootFuture_fails_itsTasksFailuresReport() throws Exception {
        Throwable thrown = thrownBy(async(() -> {
            JoinHandle<String> child = spawn(fails());
            turns().await();
            throw child.isFinished() ? second : new IllegalStateException("too early");
        }));
        assertThat(thrown).isSameAs(second);
        assertReportedOnce();
    }

    @Test
    void report_ofABlock_showsTheAwaitChain() throws Exception {
        runtime.spawn(outer()).drop();
        runtime.blockOn(turns());

        TaskFailure report = hook.remove();
        assertThat(report.awaitChain())
                .extracting(StackTraceElement::getMethodName)
                .hasSize(2)
                .satisfies(names -> {
                    assertThat(names.get(0)).contains("inner");
                    assertThat(names.get(1)).contains("outer");
                });
        assertThat(report.toString())
                .contains("failed and nobody took the failure: async block at", "LostFailureTest.java", "no route");
    }

    private Future<String> outer() {
        return async(() -> inner().await());
    }

    private Future<String> inner() {
        return async(() -> {
            yieldNow().await();
            throw new IOException("no route");
        });
    }
}
