package dev.pollux.time;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.pollFn;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.sleepUntil;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.timeoutAt;
import static dev.pollux.time.Paused.since;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.task.JoinHandle;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleeps and timeouts of running runtimes. */
@Timeout(60)
class TimersOfRuntimesTest {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration YEAR = Duration.ofDays(365);

    // ---------------------------------------------------------------- real time

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    @Behaviour({"TIR-01", "TIR-02", "t:time_alt-01", "t:time_alt-02"})
    void sleepsAndTimeouts_inRealTime_areOverAndNeverEarly(int workers) throws Exception {
        RuntimeBuilder builder = workers == 0
                ? AsyncRuntime.currentThread()
                : AsyncRuntime.multiThread().workerThreads(workers);
        try (AsyncRuntime runtime = builder.build()) {
            runtime.blockOn(async(() -> {
                List<JoinHandle<?>> tasks = new ArrayList<>();
                for (int i = 0; i < 512; i++) {
                    Duration limit = Duration.ofMillis(i % 8);
                    tasks.add(spawn(() -> {
                        Moment start = Moment.now();
                        sleep(limit).await();
                        assertThat(since(start)).isGreaterThanOrEqualTo(limit);
                        assertTimesOut(timeout(limit, pending())).await();
                    }));
                }
                for (JoinHandle<?> task : tasks) {
                    task.await();
                }
            }));
        }
    }

    @Test
    @Behaviour("TIS-13")
    void sleepsOfNothing_inRealTime_areOverOneAfterTheOther() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(async(() -> {
                for (int i = 0; i < 1_000; i++) {
                    sleep(Duration.ZERO).await();
                }
            }));
        }
    }

    @Test
    @Behaviour("TIR-03")
    void sleep_besideAFutureThatWakesItselfAtEachPoll_isNotStarved() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(async(() -> {
                Sleep sleep = sleep(Duration.ofMillis(2));
                pollFn(cx -> {
                            cx.waker().wake();
                            return sleep.poll(cx);
                        })
                        .await();
            }));
        }
    }

    // ---------------------------------------------------------------- paused time

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT0.001S, PT0.001S",
        "PT0.010S, PT0.010S",
        "PT0.060S, PT0.060S",
        "PT0.001000001S, PT0.002S"
    })
    @Behaviour({"TIS-01", "TIS-03", "TIS-04"})
    void sleep_ofAnyDuration_endsAtTheNextWholeMillisecond(Duration duration, Duration slept) throws Exception {
        Paused.run(() -> {
            Sleep sleep = sleep(duration);
            Moment start = Moment.now();
            sleep.await();
            assertThat(since(start)).isEqualTo(slept);
            assertThat(sleep.isElapsed()).isTrue();
        });
    }

    @Test
    @Behaviour("TIS-05")
    void sleep_acrossATurnOfTheWheel_endsExactly() throws Exception {
        Paused.run(() -> {
            Time.advance(Duration.ofMillis(5)).await();
            Moment start = Moment.now();
            sleep(Duration.ofMillis(60)).await();
            assertThat(since(start)).hasMillis(60);
        });
    }

    @Test
    @Behaviour({"TIS-12", "TIS-14", "TIS-15"})
    void sleeps_ofYears_endExactly() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            sleep(YEAR.multipliedBy(5)).await();
            for (int year = 6; year <= 10; year++) {
                sleep(YEAR).await();
                assertThat(since(start)).isEqualTo(YEAR.multipliedBy(year));
            }
            sleepUntil(start.plus(YEAR.multipliedBy(20))).await();
            assertThat(since(start)).isEqualTo(YEAR.multipliedBy(20));
        });
    }

    @Test
    @Behaviour({"TIS-17", "TIS-19"})
    void sleep_ofTheLongestDuration_endsAfterThirtyYears() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            sleep(Duration.ofSeconds(Long.MAX_VALUE).minusMillis(1)).await();
            assertThat(since(start)).isEqualTo(YEAR.multipliedBy(30));
        });
    }

    @Test
    @Behaviour("TIS-18")
    void sleep_besideAVeryLongOne_isNotHeldUp() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            Sleep longest = sleep(Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(longest.poll(Context.of(Waker.noop())).isReady()).isFalse();
            sleep(Duration.ofNanos(1)).await();
            assertThat(since(start)).isEqualTo(MILLI);
            longest.drop();
        });
    }

    @Test
    @Behaviour("TIR-04")
    void timeout_ofAFutureThatNeverEnds_isNotEarly() throws Exception {
        Paused.run(() -> {
            Moment start = Moment.now();
            assertTimesOut(timeoutAt(start.plus(Duration.ofMillis(10)), pending()))
                    .await();
            assertThat(since(start)).hasMillis(10);
        });
    }

    @Test
    @Behaviour("TIT-08")
    void timeout_ofAFutureThatSpendsTheWholeBudgetAtEachPoll_elapses() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(async(() -> {
                Future<Void> greedy = async(() -> {
                    while (true) {
                        ready("again").await();
                    }
                });
                assertTimesOut(timeout(Duration.ofMillis(5), greedy)).await();
            }));
        }
    }

    @Test
    @Behaviour({"TIR-05", "t:time_alt-03", "t:time_alt-04"})
    void reset_insideAnotherRuntime_keepsTheSleepWithItsOwn() throws Exception {
        try (AsyncRuntime first = AsyncRuntime.currentThread().startPaused(true).build();
                AsyncRuntime second =
                        AsyncRuntime.currentThread().startPaused(true).build()) {
            Sleep sleep = first.blockOn(async(() -> sleep(Duration.ofSeconds(5))));
            second.blockOn(async(() -> {
                Time.advance(Duration.ofNanos(123_456)).await();
                sleep.resetAfter(Duration.ofMillis(2));
            }));

            first.blockOn(async(() -> {
                Moment start = Moment.now();
                sleep.await();
                assertThat(since(start)).hasMillis(2);
            }));
        }
    }

    @Test
    void readySocket_underAPausedClock_comesBeforeTheNextTimer() throws Exception {
        Paused.run(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            Socket peer = spawnBlocking(() -> new Socket(
                            InetAddress.getLoopbackAddress(),
                            listener.localAddress().getPort()))
                    .await();
            TcpStream stream = listener.accept().await();
            for (int round = 0; round < 50; round++) {
                peer.getOutputStream().write(round);
                ByteBuffer target = ByteBuffer.allocate(8);
                timeout(Duration.ofSeconds(10), stream.read(target)).await();
                assertThat(target.get(0)).isEqualTo((byte) round);
            }
            stream.close();
            peer.close();
            listener.close();
        });
    }

    private static Future<Void> assertTimesOut(Future<?> limited) {
        return async(() -> {
            try {
                limited.await();
            } catch (TimeoutException expected) {
                return;
            }
            throw new AssertionError("there was a value");
        });
    }
}
