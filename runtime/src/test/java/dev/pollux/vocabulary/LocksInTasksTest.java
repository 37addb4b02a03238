package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mutex;
import dev.pollux.sync.RwLock;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"try", "pollux:blocking-call"}) // guards are there to be closed, and one test blocks on purpose
class LocksInTasksTest {

    private static final int INCREMENTS = 1_000;

    private final RwLock<Long> sum = new RwLock<>(0L);

    @Test
    @Behaviour({"MTX-03", "t:sync_mutex_owned-03"})
    void holder_endedByATimeout_unlocks() throws Exception {
        Mutex<Integer> mutex = new Mutex<>(1);
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().startPaused(true).build()) {
            Future<Void> holding = async(() -> {
                try (var guard = mutex.lock().await()) {
                    sleep(Duration.ofHours(1)).await();
                }
            });

            assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                        timeout(Duration.ofSeconds(1), holding).await();
                    })))
                    .isInstanceOf(TimeoutException.class);
        }

        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    @Behaviour("RWL-15")
    void writersAndReaders_onManyWorkers_addUpWithoutLoss() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(8).build()) {
            List<JoinHandle<Void>> tasks = new ArrayList<>();
            for (long step : new long[] {2, 3, 5, 7}) {
                tasks.add(runtime.spawn(add(step)));
                tasks.add(runtime.spawn(read()));
            }
            for (JoinHandle<Void> task : tasks) {
                runtime.blockOn(task);
            }
        }

        assertThat(sum.tryRead().get()).isEqualTo(17L * INCREMENTS);
    }

    private Future<Void> add(long step) {
        return async(() -> {
            for (int i = 0; i < INCREMENTS; i++) {
                try (var guard = sum.write().await()) {
                    guard.set(guard.get() + step);
                }
            }
        });
    }

    private Future<Void> read() {
        return async(() -> {
            long before = 0;
            for (int i = 0; i < INCREMENTS; i++) {
                try (var guard = sum.read().await()) {
                    assertThat(guard.get()).isGreaterThanOrEqualTo(before);
                    before = guard.get();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "read", "write"})
    @Behaviour({"t:sync_panic-02", "t:sync_panic-05", "t:sync_panic-06"})
    void blockingForms_inATask_areRefused(String form) {
        Callable<AutoCloseable> call = switch (form) {
            case "lock" -> new Mutex<>(1)::blockingLock;
            case "read" -> sum::blockingRead;
            default -> sum::blockingWrite;
        };
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThatThrownBy(() -> runtime.blockOn(async(() -> call.call())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside async code");
        }
    }
}
