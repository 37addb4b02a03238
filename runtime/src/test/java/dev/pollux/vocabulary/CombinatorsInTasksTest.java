package dev.pollux.vocabulary;

import static dev.pollux.Pollux.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.Pollux;
import dev.pollux.future.Abortable;
import dev.pollux.future.AbortedException;
import dev.pollux.future.Future;
import dev.pollux.future.Outcome;
import dev.pollux.future.RemoteHandle;
import dev.pollux.future.Shared;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Combinators in tasks and blocks. */
@Timeout(60)
class CombinatorsInTasksTest {

    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    @Behaviour("SEL-35")
    void select_loopOverReadyBranches_givesWay() throws Exception {
        try (AsyncRuntime single = AsyncRuntime.currentThread().build()) {
            single.blockOn(async(() -> {
                var stop = new AtomicBoolean();
                JoinHandle<Void> other = spawn(async(() -> stop.set(true)));
                while (!stop.get()) {
                    select(when(ready(1), x -> x), when(ready(2), x -> x)).await();
                }
                other.await();
            }));
        }
    }

    @Test
    void shared_awaitedByManyTasks_runsOnce() throws Exception {
        var runs = new AtomicInteger();
        Shared<Object> shared = async(() -> {
                    runs.incrementAndGet();
                    for (int i = 0; i < 10; i++) {
                        yieldNow().await();
                    }
                    return new Object();
                })
                .shared();
        List<JoinHandle<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(runtime.spawn(shared.share()));
        }

        Object value = runtime.blockOn(shared);

        for (JoinHandle<Object> task : tasks) {
            assertThat(runtime.blockOn(task)).isSameAs(value);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void shared_taskThatDrivesIsAborted_theOthersGoOn() throws Exception {
        Shared<String> shared = async(() -> {
                    for (int i = 0; i < 100; i++) {
                        yieldNow().await();
                    }
                    return "done";
                })
                .shared();
        for (int i = 0; i < 20; i++) {
            runtime.spawn(shared.share()).abort();
        }

        assertThat(runtime.blockOn(shared)).isEqualTo("done");
    }

    @Test
    void abortable_inABlock_runsFinallyAndThrows() throws Exception {
        var started = new AtomicBoolean();
        var cleaned = new AtomicBoolean();
        Abortable<String> endless = abortable(async(() -> {
            started.set(true);
            try {
                return Pollux.<String>pending().await();
            } finally {
                yieldNow().await();
                cleaned.set(true);
            }
        }));
        JoinHandle<String> task = runtime.spawn(endless);
        runtime.blockOn(async(() -> {
            while (!started.get()) {
                yieldNow().await();
            }
        }));

        endless.abort();

        assertThatThrownBy(() -> runtime.blockOn(task)).isInstanceOf(AbortedException.class);
        assertThat(cleaned).isTrue();
    }

    @Test
    void remoteHandle_driverInATask_givesItsResultToAnother() throws Exception {
        RemoteHandle<String> handle = remoteHandle(async(() -> {
            yieldNow().await();
            return "done";
        }));
        JoinHandle<Void> driver = runtime.spawn(handle.driver());

        assertThat(runtime.blockOn(handle)).isEqualTo("done");
        runtime.blockOn(driver);
    }

    @Test
    void catching_inABlock_isAValueToLookAt() throws Exception {
        var failure = new IOException("planned");

        String said = runtime.blockOn(async(() -> {
            Outcome<String> outcome = failing(failure).catching().await();
            return outcome instanceof Outcome.Failed<String> failed
                    ? failed.failure().getMessage()
                    : "none";
        }));

        assertThat(said).isEqualTo("planned");
    }

    private static Future<String> failing(IOException failure) {
        return async(() -> {
            yieldNow().await();
            throw failure;
        });
    }
}
