package dev.pollux.time;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.interval;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.time.Paused.since;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.EnterGuard;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The paused clock in a running runtime. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // blocking jobs block on purpose
class TimeTest {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    // ---------------------------------------------------------------- pausing

    @Test
    @Behaviour("TIP-01")
    void pause_inTheRoot_stopsTheClock() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(async(() -> {
                Time.pause();
                Moment start = Moment.now();
                sleep(HOUR).await();
                assertThat(since(start)).isBetween(HOUR, HOUR.plus(MILLI)); // ticks began before the pause
                Time.resume();
            }));
        }
    }

    @Test
    @Behaviour("TIP-02")
    void pause_inATask_stopsTheClock() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            Duration slept = runtime.blockOn(runtime.spawn(() -> {
                Time.pause();
                Moment start = Moment.now();
                sleep(HOUR).await();
                return since(start);
            }));

            assertThat(slept).isBetween(HOUR, HOUR.plus(MILLI));
        }
    }

    @Test
    @Behaviour("t:rt_time_start_paused-01")
    void startPaused_stopsTheClockFromTheBeginning() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            yieldNow().await();
            assertThat(since(start)).isZero();
            assertThatThrownBy(Time::pause).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void pause_onAMultiThreadRuntime_stopsAndMovesTheClock() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.multiThread().workerThreads(2).startPaused(true).build()) {
            Duration moved = runtime.blockOn(runtime.spawn(() -> {
                Moment start = Moment.now();
                JoinHandle<Duration> sleeper = spawn(() -> {
                    sleep(HOUR).await();
                    return since(start);
                });
                yieldNow().await();
                Time.advance(HOUR).await();
                return sleeper.await();
            }));

            assertThat(moved).isEqualTo(HOUR);
        }
    }

    @Test
    @SuppressWarnings({"try", "pollux:unused-future"}) // advance throws
    void misuse_isRefused() throws Exception {
        assertThatThrownBy(Time::pause)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime");
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                EnterGuard entered = runtime.enter()) {
            assertThatThrownBy(Time::resume).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Time.advance(MILLI)).isInstanceOf(IllegalStateException.class);
            Time.pause();
            assertThatThrownBy(() -> Time.advance(MILLI.negated())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @SuppressWarnings("try")
    void clockOfTheUser_cannotBePaused() throws Exception {
        assertThatThrownBy(() -> AsyncRuntime.currentThread()
                        .clock(System::nanoTime)
                        .startPaused(true)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("default clock");
        try (AsyncRuntime runtime =
                        AsyncRuntime.currentThread().clock(System::nanoTime).build();
                EnterGuard entered = runtime.enter()) {
            assertThatThrownBy(Time::pause)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("builder");
        }
    }

    // ---------------------------------------------------------------- advancing by itself

    @Test
    @Behaviour("TIP-05")
    void sleepsOfAllTasks_inTwoRuns_wakeAtTheSameTimes() throws Exception {
        assertThat(timesOfSleeps(7)).hasSize(10_000).isEqualTo(timesOfSleeps(7));
    }

    private static List<Duration> timesOfSleeps(long seed) throws Exception {
        List<Duration> times = new ArrayList<>();
        Random random = new Random(seed);
        Paused.run(() -> {
            Moment start = Moment.now();
            List<JoinHandle<?>> tasks = new ArrayList<>();
            for (int task = 0; task < 100; task++) {
                tasks.add(spawn(() -> {
                    for (int round = 0; round < 100; round++) {
                        sleep(Duration.ofNanos(random.nextInt(100_000_000))).await();
                        times.add(since(start));
                    }
                }));
            }
            for (JoinHandle<?> task : tasks) {
                task.await();
            }
        });
        return times;
    }

    @Test
    @Behaviour({"TBL-13", "TBL-14", "LBL-04"})
    void blockingJob_keepsTheClock_andItsEndLetsItGoOn() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Paused.run(() -> {
            Moment start = Moment.now();
            JoinHandle<String> job = spawnBlocking(() -> {
                mayEnd.await();
                return "done";
            });
            JoinHandle<Void> timer = spawn(() -> {
                sleep(HOUR).await();
            });
            for (int i = 0; i < 100; i++) {
                yieldNow().await();
            }
            assertThat(since(start)).isZero();
            mayEnd.countDown();
            assertThat(job.await()).isEqualTo("done");
            timer.await();
            assertThat(since(start)).isEqualTo(HOUR);
        });
    }

    @Test
    @Behaviour({"TBL-15", "TBL-16"})
    void blockingJob_thatNobodyAwaitsAndThatFails_letsTheClockGoOn() throws Exception {
        Paused.run(AsyncRuntime.currentThread().onFailure(failure -> {}), () -> {
            CountDownLatch mayEnd = new CountDownLatch(1);
            spawnBlocking(() -> {
                mayEnd.await();
                throw new IllegalStateException("the job failed");
            });
            JoinHandle<Void> timer = spawn(() -> {
                sleep(HOUR).await();
            });
            spawn(() -> {
                sleep(Duration.ZERO).await();
                mayEnd.countDown(); // the runtime is about to wait, or does
            });
            timer.await();
        });
    }

    // ---------------------------------------------------------------- advance

    @Test
    @Behaviour({"TIP-06", "TIP-07"})
    void advance_lessThanASleep_movesExactlyAndLeavesItPending() throws Exception {
        Paused.run(() -> {
            AtomicInteger wakes = new AtomicInteger();
            Context cx = Context.of(Waker.of(wakes::incrementAndGet));
            Moment start = Moment.now();
            Sleep polled = sleep(Duration.ofMillis(300));
            Sleep unpolled = sleep(Duration.ofMillis(300));
            assertThat(polled.poll(cx).isReady()).isFalse();

            Time.advance(Duration.ofMillis(100)).await();

            assertThat(since(start)).hasMillis(100);
            assertThat(wakes).hasValue(0);
            assertThat(polled.poll(cx).isReady()).isFalse();
            assertThat(unpolled.poll(cx).isReady()).isFalse();
            polled.drop();
            unpolled.drop();
        });
    }

    @Test
    @Behaviour({"TIP-08", "TIP-09"})
    void advance_inTheTaskThatOwnsTheSleep_leavesTheRestToWait() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            Sleep own = sleep(Duration.ofMillis(300));
            Time.advance(Duration.ofMillis(100)).await();
            assertThat(own.isElapsed()).isFalse();
            Time.advance(Duration.ofMillis(200)).await();
            own.await();
            assertThat(since(start)).hasMillis(300);
        });
    }

    @Test
    @Behaviour("TIP-10")
    void advance_underAnInterval_makesItsTicksDue() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            Interval interval = interval(Duration.ofMillis(300));
            assertThat(start.until(interval.tick().await())).isZero();
            for (int tick = 1; tick <= 2; tick++) {
                Time.advance(Duration.ofMillis(300)).await();
                assertThat(start.until(interval.tick().await())).hasMillis(300L * tick);
            }
            Time.advance(Duration.ofMillis(600)).await();
            assertThat(start.until(interval.tick().await())).hasMillis(900);
            assertThat(start.until(interval.tick().await())).hasMillis(1_200);
            assertThat(since(start)).hasMillis(1_200);
        });
    }

    @Test
    @Behaviour({"TIP-11", "TIP-12", "TIP-13", "TIP-14"})
    void advance_byAnything_isExactAlsoWithATimerFarAway() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            Sleep far = sleep(Duration.ofSeconds(60));
            assertThat(far.poll(Context.of(Waker.noop())).isReady()).isFalse();
            long sum = 0;
            for (long nanos : List.of(51_592_000L, 1_000L, 3_141_592_000L, 3_123_456_000L, 1_000_000L, 1_000_000L)) {
                Time.advance(Duration.ofNanos(nanos)).await();
                sum += nanos;
                assertThat(since(start)).hasNanos(sum);
            }
            assertThat(far.poll(Context.of(Waker.noop())).isReady()).isFalse();
            far.drop();
        });
    }

    @Test
    @Behaviour({"TIP-15", "TIP-16"})
    void advance_inQuartersOfAMillisecond_firesAtTheFourth() throws Exception {
        Paused.run(() -> {
            AtomicInteger wakes = new AtomicInteger();
            Context cx = Context.of(Waker.of(wakes::incrementAndGet));
            Sleep sleep = sleep(MILLI);
            for (int quarter = 1; quarter <= 4; quarter++) {
                assertThat(sleep.poll(cx).isReady()).isFalse();
                assertThat(wakes).hasValue(0);
                Time.advance(Duration.ofNanos(250_000)).await();
            }
            assertThat(wakes).hasValue(1);
            assertThat(sleep.poll(cx).isReady()).isTrue();
        });
    }

    @Test
    void advance_returnsAfterTheTasksThatItWoke() throws Exception {
        Paused.run(() -> {
            List<String> order = new ArrayList<>();
            JoinHandle<Void> task = spawn(() -> {
                sleep(HOUR).await();
                order.add("task");
            });
            yieldNow().await();
            Time.advance(HOUR).await();
            order.add("advance");
            task.await();
            assertThat(order).containsExactly("task", "advance");
        });
    }

    @Test
    void advance_thatWasNeverPolled_movesNothing() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            Time.advance(HOUR).drop();
            assertThat(since(start)).isZero();
        });
    }
}
