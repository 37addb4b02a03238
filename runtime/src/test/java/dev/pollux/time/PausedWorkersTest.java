package dev.pollux.time;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.time.Paused.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A paused clock that several workers follow moves by itself once all of them have nothing to do, and not before. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // a blocking job blocks on purpose
class PausedWorkersTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static AsyncRuntime paused(int workers) {
        return AsyncRuntime.multiThread()
                .workerThreads(workers)
                .startPaused(true)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void sleepOfTheRoot_takesNoTime(int workers) throws Exception {
        try (AsyncRuntime runtime = paused(workers)) {
            Duration slept = runtime.blockOn(async(() -> {
                Moment start = Moment.now();
                sleep(HOUR).await();
                sleep(HOUR).await();
                return since(start);
            }));

            assertThat(slept).isEqualTo(HOUR.multipliedBy(2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void sleepsOfManyTasks_endExactlyWhenTheyAreDue(int workers) throws Exception {
        Random random = new Random(7);
        try (AsyncRuntime runtime = paused(workers)) {
            runtime.blockOn(async(() -> {
                List<JoinHandle<Duration>> tasks = new ArrayList<>();
                List<Duration> wanted = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    Duration first = Duration.ofMillis(random.nextInt(100_000));
                    Duration second = Duration.ofMillis(random.nextInt(100_000));
                    wanted.add(first.plus(second));
                    tasks.add(spawn(sleeper(first, second)));
                }
                for (int i = 0; i < tasks.size(); i++) {
                    assertThat(tasks.get(i).await()).isEqualTo(wanted.get(i));
                }
            }));
        }
    }

    private static Future<Duration> sleeper(Duration first, Duration second) {
        return async(() -> {
            Moment start = Moment.now();
            sleep(first).await();
            yieldNow().await();
            sleep(second).await();
            return since(start);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void blockingJob_keepsTheClockFromMoving(int workers) throws Exception {
        try (AsyncRuntime runtime = paused(workers)) {
            runtime.blockOn(runtime.spawn(() -> {
                CountDownLatch release = new CountDownLatch(1);
                Moment start = Moment.now();
                var sleeper = spawn(sleep(HOUR));
                var job = spawnBlocking(() -> {
                    release.await();
                    return "done";
                });
                for (int i = 0; i < 100; i++) {
                    yieldNow().await();
                }
                assertThat(since(start)).isZero();
                release.countDown();
                assertThat(job.await()).isEqualTo("done");
                sleeper.await();
                assertThat(since(start)).isEqualTo(HOUR);
            }));
        }
    }

    @Test
    void pollOfAReplacedWorker_holdsTheClockUntilItIsOver() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch slept = new CountDownLatch(1);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .startPaused(true)
                .pollBudget(Duration.ofMillis(1))
                .onLongPoll(poll -> {}) // it is meant to be long
                .build()) {
            JoinHandle<Duration> sleeper = runtime.spawn(async(() -> {
                Moment start = Moment.now();
                spawn(() -> {
                            blocks.countDown();
                            release.await();
                        })
                        .drop();
                sleep(HOUR).await();
                slept.countDown();
                return since(start);
            }));
            blocks.await();
            while (!runtime.metrics().worker(0).isParked()) { // the one that took over has nothing to do
                assertThat(Thread.interrupted()).isFalse();
            }
            assertThat(sleeper.isFinished()).isFalse();

            release.countDown();

            slept.await(); // nobody but the replaced worker can bring this about
            assertThat(runtime.blockOn(sleeper)).isEqualTo(HOUR);
        }
    }
}
