package app;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.task.TaskMeta;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Written in a package of its own, as applications are: the library's packages are no spawn sites. */
@Timeout(60)
class SpawnSiteTest {

    private final List<TaskMeta> spawned = new CopyOnWriteArrayList<>();

    @Test
    @Behaviour("THK-03")
    void spawnSite_currentThread_isTheCall() throws Exception {
        check(AsyncRuntime.currentThread());
    }

    @Test
    @Behaviour("THK-04")
    void spawnSite_multiThread_isTheCall() throws Exception {
        check(AsyncRuntime.multiThread().workerThreads(2));
    }

    private void check(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime =
                builder.recordSpawnSites(true).onTaskSpawn(spawned::add).build()) {
            runtime.blockOn(async(() -> {
                spawn(Futures.ready(1)).await();
                task().name("x").spawn(() -> "y").await();
                scope(s -> {
                            s.spawn(() -> "z");
                        })
                        .await();
            }));
            runtime.blockOn(runtime.spawnBlocking(() -> "job"));
            runtime.blockOn(runtime.handle().spawn(Futures.ready(2)));
        }

        assertThat(spawned).hasSize(5).allSatisfy(meta -> {
            assertThat(meta.spawnSite().getClassName()).isEqualTo(SpawnSiteTest.class.getName());
            assertThat(meta.spawnSite().getLineNumber()).isPositive();
        });
        assertThat(spawned).extracting(TaskMeta::name).containsExactly(null, "x", null, null, null);
    }

    @Test
    void spawnSite_byDefault_isNotRecorded() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().onTaskSpawn(spawned::add).build()) {
            runtime.blockOn(runtime.spawn(() -> "x"));
        }

        assertThat(spawned)
                .singleElement()
                .satisfies(meta -> assertThat(meta.spawnSite()).isNull());
    }
}
