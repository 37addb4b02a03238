package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.raceScope;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.Pollux.supervisorScope;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.LocalSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The report of a failure shows where the async code stood, also if the failure was made elsewhere: in another task, job or thread. */
@Timeout(60)
class FailureReportTest {

    private final LinkedBlockingQueue<TaskFailure> hook = new LinkedBlockingQueue<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().onFailure(hook::add).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    // Each method is a level of the chain, known by its name.

    private Future<String> outer(Future<String> awaited) {
        return async(() -> middle(awaited).await());
    }

    private Future<String> middle(Future<String> awaited) {
        return async(() -> {
            yieldNow().await();
            return awaited.await();
        });
    }

    private Future<String> inner() {
        return async(() -> {
            yieldNow().await();
            throw new IOException("no route");
        });
    }

    private static String failInJob() throws IOException {
        throw new IOException("no disk");
    }

    /** Runs a future as a task that nobody joins, and returns the levels of the chain in its report, innermost first. */
    private List<String> chainOf(Future<String> future) throws Exception {
        JoinHandle<String> task = runtime.spawn(future);
        runtime.blockOn(Futures.pollFn(cx -> task.pollFinished(cx.waker())
                ? dev.pollux.future.Poll.ready("over")
                : dev.pollux.future.Poll.pending()));
        task.drop();
        TaskFailure report = hook.poll(30, TimeUnit.SECONDS);
        assertThat(report).isNotNull();
        assertThat(report.taskId()).isEqualTo(task.id());
        return levels(report);
    }

    private static List<String> levels(TaskFailure report) {
        List<String> names = new ArrayList<>();
        for (StackTraceElement place : report.awaitChain()) {
            assertThat(place.getClassName()).isEqualTo(FailureReportTest.class.getName());
            names.add(place.getMethodName().replaceAll("^lambda\\$|\\$\\d+$", ""));
        }
        return names;
    }

    @Test
    void chain_ofAFailureMadeInTheTask_isTheAwaitsItStoodAt() throws Exception {
        assertThat(chainOf(outer(inner()))).containsExactly("inner", "middle", "outer");
    }

    @Test
    @Behaviour("t:task_trace_self-01")
    void tree_ofTheWholeAndOfAPart_hasTheAwaitsFromThereToTheLeaf() throws Exception {
        Future<String> leaf = Futures.pending();
        Future<String> part = middle(leaf);
        Future<String> whole = async(() -> part.await());
        JoinHandle<String> task = runtime.spawn(whole);
        for (int i = 0; i < 5; i++) {
            runtime.blockOn(yieldNow());
        }

        assertThat(AwaitTree.of(whole).toString().lines())
                .hasSize(3)
                .satisfiesExactly(
                        root -> assertThat(root).contains("tree_ofTheWhole"),
                        between -> assertThat(between).startsWith("  ").contains("middle"),
                        end -> assertThat(end).isEqualTo("    " + leaf));
        assertThat(AwaitTree.of(part).toString().lines())
                .satisfiesExactly(
                        root -> assertThat(root).contains("middle"),
                        end -> assertThat(end).isEqualTo("  " + leaf));
        task.abort();
    }

    @Test
    void chain_ofAFailureOfAnotherTask_goesOnInTheOneThatAwaitedIt() throws Exception {
        Future<String> joins = async(() -> spawn(inner()).await());

        assertThat(chainOf(outer(joins)))
                .containsExactly(
                        "inner", "chain_ofAFailureOfAnotherTask_goesOnInTheOneThatAwaitedIt", "middle", "outer");
    }

    @Test
    void chain_throughThreeTasks_isWhole() throws Exception {
        Future<String> joins = async(() -> spawn(outer(inner())).await());

        assertThat(chainOf(middle(Futures.lazy(() -> spawn(joins)).andThen(handle -> handle))))
                .containsExactly("inner", "middle", "outer", "chain_throughThreeTasks_isWhole", "middle");
    }

    @Test
    void chain_ofAFailureOfABlockingJob_isThatOfWhoAwaitedIt() throws Exception {
        Future<String> job =
                async(() -> spawnBlocking(FailureReportTest::failInJob).await());

        assertThat(chainOf(outer(job)))
                .containsExactly("chain_ofAFailureOfABlockingJob_isThatOfWhoAwaitedIt", "middle", "outer");
    }

    @Test
    void chain_ofAStageThatFailsElsewhere_isThatOfWhoAwaitedIt() throws Exception {
        CompletableFuture<String> stage = CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("elsewhere");
        });

        assertThat(chainOf(outer(fromStage(stage)))).containsExactly("middle", "outer");
    }

    @Test
    void chain_ofAStageThatFailsWithinThePoll_hasNoLevelTwice() throws Exception {
        Future<String> stage = fromStage(() -> CompletableFuture.failedFuture(new IOException("at once")));

        assertThat(chainOf(outer(stage))).containsExactly("middle", "outer");
    }

    @Test
    void chain_ofAMemberOfASet_goesOnWhereItIsJoined() throws Exception {
        Future<String> joins = async(() -> {
            try (var set = new JoinSet<String>()) {
                set.spawn(inner());
                return set.joinNext().await();
            }
        });

        assertThat(chainOf(outer(joins)))
                .containsExactly("inner", "chain_ofAMemberOfASet_goesOnWhereItIsJoined", "middle", "outer");
    }

    @Test
    void chain_ofATaskOfAScope_goesOnWhereTheScopeIsAwaited() throws Exception {
        Future<String> scope = scope(s -> {
            s.spawn(inner());
            return Futures.<String>pending().await();
        });

        assertThat(chainOf(outer(scope))).containsExactly("inner", "middle", "outer");
    }

    @Test
    void chain_ofASubtask_goesOnWhereItIsAwaited() throws Exception {
        Future<String> scope = supervisorScope((TaskScope s) -> s.spawn(inner()).await());

        assertThat(chainOf(outer(scope)))
                .containsExactly("inner", "chain_ofASubtask_goesOnWhereItIsAwaited", "middle", "outer");
    }

    @Test
    void report_ofALoserOfARace_isThatOfItsTask() throws Exception {
        Future<String> race = raceScope(s -> {
            s.spawn(middle(inner()));
            s.spawn(async(() -> {
                for (int i = 0; i < 10; i++) {
                    yieldNow().await();
                }
                return "won";
            }));
        });

        assertThat(runtime.blockOn(race)).isEqualTo("won");
        TaskFailure report = hook.remove();
        assertThat(levels(report)).containsExactly("inner", "middle");
        assertThat(report.task()).startsWith("async block at ").contains("FailureReportTest.java");
    }

    @Test
    void chain_whenAnEarlierFailureWasCaught_isThatOfTheLast() throws Exception {
        Future<String> catches = async(() -> {
            try {
                return spawn(inner()).await();
            } catch (IOException e) {
                return fails(e);
            }
        });

        assertThat(chainOf(catches)).containsExactly("chain_whenAnEarlierFailureWasCaught_isThatOfTheLast");
    }

    private static String fails(IOException cause) {
        throw new IllegalStateException("another", cause);
    }

    @Test
    void chain_ofALocalTask_endsAtThatTask() throws Exception {
        try (LocalSet local = new LocalSet(runtime.handle())) {
            runtime.blockOn(outer(local.runUntil(async(() -> {
                spawnLocal(inner()).drop();
                for (int i = 0; i < 10; i++) {
                    yieldNow().await();
                }
                return "over";
            }))));
        }

        assertThat(levels(hook.remove())).containsExactly("inner");
    }

    @Test
    void text_whichIsWhatIsLogged_hasTheChain() throws Exception {
        Future<String> job =
                async(() -> spawnBlocking(FailureReportTest::failInJob).await());
        JoinHandle<String> task = runtime.spawn(outer(job));
        task.drop();
        while (hook.isEmpty()) {
            runtime.blockOn(yieldNow());
        }

        assertThat(hook.remove().toString().lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(task.id() + " failed")
                                .contains("async block at"),
                        place -> assertThat(place).startsWith("  at ").contains("text_whichIsWhatIsLogged"),
                        place -> assertThat(place).startsWith("  at ").contains("middle"),
                        place -> assertThat(place).startsWith("  at ").contains("outer"),
                        last -> assertThat(last).isEqualTo("  java.io.IOException: no disk"));
    }

    @Test
    void report_withSpawnSites_tellsTheCall() throws Exception {
        try (AsyncRuntime recording = AsyncRuntime.currentThread()
                .recordSpawnSites(true)
                .onFailure(hook::add)
                .build()) {
            recording.spawn(Futures.failed(new IOException("no route"))).drop();
            recording.blockOn(yieldNow());
        }

        TaskFailure report = hook.remove();
        assertThat(report.spawnSite()).isNotNull();
        assertThat(report.toString()).contains("spawned at " + report.spawnSite());
    }
}
