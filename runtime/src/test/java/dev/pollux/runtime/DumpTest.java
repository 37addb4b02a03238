package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.task.TaskDump;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DumpTest {

    @Test
    void dump_showsEachTaskAndWhatItWaitsFor() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().name("shop").build()) {
            runtime.blockOn(async(() -> {
                spawn(outer());
                yieldNow().await();
            }));
            runtime.spawn(pending());

            List<TaskDump> tasks = runtime.dump().tasks();

            assertThat(tasks).extracting(TaskDump::state).containsExactly(TaskDump.State.WAITING, TaskDump.State.READY);
            assertThat(tasks.get(0).awaits().label()).contains("DumpTest.outer");
            assertThat(tasks.get(0).awaits().children().get(0).label()).contains("DumpTest.inner");
            assertThat(runtime.dump())
                    .asString()
                    .startsWith(
                            "runtime shop, tasks alive: 2\n  " + tasks.get(0).id() + ", WAITING\n    ")
                    .contains("\n        pending\n");
        }
    }

    private static Future<Void> outer() {
        return async(() -> {
            inner().await();
        });
    }

    private static Future<Void> inner() {
        return async(() -> {
            pending().await();
        });
    }

    @Test
    void dump_leavesOutWhatHasEnded() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            runtime.blockOn(runtime.spawn(async(() -> {})));

            assertThat(runtime.dump().tasks()).isEmpty();
        }
    }

    @Test
    void dump_whileTheOnlyWorkerIsStuck_showsTheTaskAndTheJob() throws Exception {
        var polled = new CountDownLatch(2);
        var goOn = new CountDownLatch(1);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            runtime.spawn(TestFutures.call(() -> {
                polled.countDown();
                goOn.await();
                return null;
            }));
            runtime.spawnBlocking(() -> {
                polled.countDown();
                goOn.await();
                return null;
            });
            TestFutures.waitFor(polled);
            List<TaskDump> tasks = runtime.dump().tasks();
            goOn.countDown();

            assertThat(tasks)
                    .extracting(TaskDump::state)
                    .containsExactly(TaskDump.State.RUNNING, TaskDump.State.WAITING);
        }
    }

    @Test
    void dump_ofAFutureThatCannotSayWhatItIs_hurtsNobody() throws Exception {
        var thrower = new AtomicReference<Thread>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.spawn(new Future<String>() {
                @Override
                public Poll<String> poll(Context cx) {
                    return Poll.pending();
                }

                @Override
                public String toString() {
                    thrower.set(Thread.currentThread());
                    throw new IllegalStateException("planned");
                }
            });

            assertThat(runtime.handle().dump().tasks())
                    .singleElement()
                    .satisfies(task -> assertThat(task.awaits()).isNull());
            assertThat(thrower).hasValue(Thread.currentThread());
        }
    }
}
