package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mutex;
import dev.pollux.sync.RecursiveLockException;
import dev.pollux.sync.RwLock;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that wants a lock it holds is told so, and a task that only seems to is not. */
@SuppressWarnings("try") // guards are there to be closed
class RecursiveLockTest {

    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().startPaused(true).build();
    private final Mutex<Integer> mutex = new Mutex<>(0);
    private final RwLock<Integer> lock = new RwLock<>(0);

    @AfterEach
    void close() {
        runtime.close();
    }

    private Future<Integer> increment() {
        return async(() -> {
            try (var guard = mutex.lock().await()) { // wanted here
                guard.set(guard.get() + 1);
                return guard.get();
            }
        });
    }

    private Future<Integer> incrementTwice() {
        return async(() -> {
            try (var guard = mutex.lock().await()) { // held since here
                return increment().await();
            }
        });
    }

    @Test
    void lock_heldByTheSameTask_failsWithBothLines() {
        Throwable failure = catchThrowable(() -> runtime.blockOn(incrementTwice()));

        assertThat(failure)
                .isInstanceOf(RecursiveLockException.class)
                .hasMessageContaining("incrementTwice(RecursiveLockTest.java:")
                .hasMessageContaining("increment(RecursiveLockTest.java:")
                .hasMessageContaining("wait for itself");
        assertThat(Arrays.stream(failure.getStackTrace()).map(StackTraceElement::toString))
                .anyMatch(frame -> frame.contains("RecursiveLockTest"));
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void lock_heldByTheSameTask_failsInASpawnedTask_whileOthersGoOn() throws Exception {
        JoinHandle<Integer> task = runtime.spawn(incrementTwice());
        JoinHandle<Integer> other = runtime.spawn(increment());

        assertThat(catchThrowable(() -> runtime.blockOn(task))).isInstanceOf(RecursiveLockException.class);
        assertThat(runtime.blockOn(other)).isEqualTo(1);
    }

    @Test
    void write_byTheTaskThatReads_fails() {
        Throwable failure = catchThrowable(() -> runtime.blockOn(async(() -> {
            try (var reading = lock.read().await()) {
                try (var writing = lock.write().await()) {
                    writing.set(reading.get() + 1);
                }
            }
        })));

        assertThat(failure).isInstanceOf(RecursiveLockException.class).hasMessageContaining("lock of RwLock");
        assertThat(lock.tryWrite()).isNotNull();
    }

    @Test
    void write_byTheTaskThatReadsTwiceAndReleasesOnce_fails() {
        Throwable failure = catchThrowable(() -> runtime.blockOn(async(() -> {
            try (var reading = lock.read().await()) {
                lock.read().await().close();
                try (var writing = lock.write().await()) {
                    writing.set(reading.get() + 1);
                }
            }
        })));

        assertThat(failure).isInstanceOf(RecursiveLockException.class);
    }

    @Test
    void write_byTheTaskThatHasGoneOverToReading_fails() {
        Throwable failure = catchThrowable(() -> runtime.blockOn(async(() -> {
            try (var writing = lock.write().await();
                    var reading = writing.downgrade()) {
                try (var again = lock.write().await()) {
                    again.set(reading.get() + 1);
                }
            }
        })));

        assertThat(failure).isInstanceOf(RecursiveLockException.class);
    }

    @Test
    void read_byTheTaskThatWrites_fails() {
        Throwable failure = catchThrowable(() -> runtime.blockOn(async(() -> {
            try (var writing = lock.write().await()) {
                try (var reading = lock.read().await()) {
                    reading.get();
                }
            }
        })));

        assertThat(failure).isInstanceOf(RecursiveLockException.class);
    }

    @Test
    void lock_wantedByAnotherBranchOfTheSameTask_isGranted() throws Exception {
        var both = runtime.blockOn(join(
                async(() -> {
                    try (var guard = mutex.lock().await()) {
                        sleep(Duration.ofSeconds(1)).await();
                        guard.set(guard.get() + 10);
                        return guard.get();
                    }
                }),
                increment()));

        assertThat(both.first()).isIn(10, 11);
        assertThat(mutex.tryLock().get()).isEqualTo(11);
    }

    @Test
    void lock_wantedUnderATimeout_endsByTheTimeout() throws Exception {
        String end = runtime.blockOn(async(() -> {
            try (var guard = mutex.lock().await()) {
                return race(
                                increment().map(value -> "locked"),
                                sleep(Duration.ofSeconds(1)).map(none -> "late"))
                        .await();
            }
        }));

        assertThat(end).isEqualTo("late");
    }

    @Test
    void lock_whoseGuardWasGivenToAnotherTask_isGranted() throws Exception {
        int value = runtime.blockOn(async(() -> {
            var given = mutex.lock().await();
            spawn(async(() -> {
                yieldNow().await();
                given.set(5);
                given.close();
            }));
            return increment().await();
        }));

        assertThat(value).isEqualTo(6);
    }
}
