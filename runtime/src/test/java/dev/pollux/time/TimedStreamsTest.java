package dev.pollux.time;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.stream.Streams.*;
import static dev.pollux.time.TimedStreams.chunksTimeout;
import static dev.pollux.time.TimedStreams.throttle;
import static dev.pollux.time.TimedStreams.timeout;
import static dev.pollux.time.TimedStreams.timeoutRepeating;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.stream.SizeHint;
import dev.pollux.stream.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that go by the clock, in compiled blocks and under a clock that stands still. */
@Timeout(60)
class TimedStreamsTest {

    private final List<String> log = new ArrayList<>();
    private Moment start;

    /** Yields each number after so many milliseconds. */
    private static Stream<Integer> after(int... millis) {
        return stream(out -> {
            for (int each : millis) {
                sleep(ofMillis(each)).await();
                out.emit(each).await();
            }
        });
    }

    /** Takes all of a stream, and writes down when things came. */
    private void watch(AsyncStreamMaker maker) throws Exception {
        Paused.run(() -> {
            start = Moment.now();
            var stream = maker.make();
            for (boolean open = true; open; ) {
                try {
                    var value = stream.next().await();
                    log.add(millis() + " " + value);
                    open = value != null;
                } catch (TimeoutException late) {
                    log.add(millis() + " late");
                }
            }
        });
    }

    private interface AsyncStreamMaker {
        Stream<?> make();
    }

    private long millis() {
        return Paused.since(start).toMillis();
    }

    // ---------------------------------------------------------------- timeout

    @Test
    @Behaviour({"STO-01", "STO-02"})
    void timeout_longSilence_isToldOnceAndTheStreamGoesOn() throws Exception {
        watch(() -> timeout(ofMillis(100), after(10, 500, 20, 150)));

        assertThat(log).containsExactly("10 10", "110 late", "510 500", "530 20", "630 late", "680 150", "680 null");
    }

    @Test
    @Behaviour("STO-03")
    void timeout_shortSilences_areNotTold() throws Exception {
        watch(() -> timeout(ofMillis(100), after(99, 99, 99)));

        assertThat(log).containsExactly("99 99", "198 99", "297 99", "297 null");
    }

    @Test
    void timeout_consumerIsSlow_isNotToldOfItsOwnTime() throws Exception {
        Paused.run(() -> {
            var stream = timeout(ofMillis(100), after(10, 10));
            assertThat(stream.next().await()).isEqualTo(10);
            sleep(ofSeconds(10)).await();
            assertThat(stream.next().await()).isEqualTo(10);
            stream.drop();
        });
    }

    @Test
    void timeoutRepeating_longSilence_isToldAgainAndAgain() throws Exception {
        watch(() -> timeoutRepeating(ofMillis(100), after(10, 350, 20)));

        assertThat(log).containsExactly("10 10", "110 late", "210 late", "310 late", "360 350", "380 20", "380 null");
    }

    @Test
    void timeoutRepeating_periodThatIsNone_isRefused() throws Exception {
        for (Duration none : List.of(Duration.ZERO, ofMillis(-1))) {
            assertThatThrownBy(() -> timeoutRepeating(none, of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("period");
        }
    }

    // ---------------------------------------------------------------- throttle

    @Test
    @Behaviour("st:time_throttle-01")
    void throttle_valuesAreThere_keepsThemApart() throws Exception {
        watch(() -> throttle(ofMillis(100), of(1, 2, 3)));

        assertThat(log).containsExactly("0 1", "100 2", "200 3", "300 null");
    }

    @Test
    void throttle_endIsKnown_doesNotWaitForIt() throws Exception {
        watch(() -> throttle(ofMillis(100), of(1, 2, 3).take(2)));

        assertThat(log).containsExactly("0 1", "100 2", "100 null");
    }

    @Test
    void throttle_valuesAreFarApart_addsNothing() throws Exception {
        watch(() -> throttle(ofMillis(100), after(150, 200)));

        assertThat(log).containsExactly("150 150", "450 200", "550 null"); // the source is asked only after the pause
    }

    // ---------------------------------------------------------------- chunksTimeout

    @Test
    @Behaviour({"st:chunks_timeout-01", "st:stream_chunks_timeout-01"})
    void chunksTimeout_yieldsFullListsAndThoseWhoseTimeIsUp() throws Exception {
        watch(() -> chunksTimeout(3, ofMillis(100), after(10, 10, 10, 10, 250, 5)));

        assertThat(log)
                .containsExactly(
                        "30 [10, 10, 10]", "140 [10]", "295 [250, 5]", "295 null"); // the rest comes with the end
    }

    @Test
    @Behaviour("st:chunks_timeout-02")
    void chunksTimeout_fullList_doesNotWaitAndBeginsAnotherTime() throws Exception {
        watch(() -> chunksTimeout(2, ofMillis(100), after(10, 90, 60, 60)));

        assertThat(log).containsExactly("100 [10, 90]", "220 [60, 60]", "220 null");
    }

    @Test
    @Behaviour("st:chunks_timeout-03")
    void chunksTimeout_realClock_yieldsTheShortList() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            List<Integer> first = runtime.blockOn(async(() -> chunksTimeout(3, ofMillis(1), of(1, 2).chain(never()))
                    .first()
                    .await()));

            assertThat(first).containsExactly(1, 2);
        }
    }

    // ---------------------------------------------------------------- streams from the clock

    @Test
    @Behaviour("st:stream_fuse-02")
    void intervalStream_hasNoEnd() throws Exception {
        Paused.run(() -> {
            var ticks = Interval.of(ofMillis(100)).stream().fuse();
            var begin = Moment.now();
            for (int i = 0; i < 3; i++) {
                assertThat(ticks.isTerminated()).isFalse();
                assertThat(begin.until(ticks.next().await())).isEqualTo(ofMillis(100L * i));
            }
            assertThat(ticks.isTerminated()).isFalse();
            assertThat(ticks.sizeHint()).isEqualTo(SizeHint.atLeast(Long.MAX_VALUE));
            ticks.drop();
        });
    }

    @Test
    void intervalStream_dropped_leavesTheIntervalItsSchedule() throws Exception {
        Paused.run(() -> {
            var interval = Interval.of(ofMillis(100));
            var begin = Moment.now();
            assertThat(interval.stream().take(2).count().await()).isEqualTo(2);
            assertThat(begin.until(interval.tick().await())).isEqualTo(ofMillis(200));
        });
    }

    @Test
    void delayQueueStream_yieldsByDeadlineAndWaitsWhenEmpty() throws Exception {
        Paused.run(() -> {
            DelayQueue<String> queue = DelayQueue.create();
            queue.insert("b", ofMillis(20));
            queue.insert("a", ofMillis(10));
            var due = queue.stream().map(DelayQueue.Expired::value);
            assertThat(due.next().await()).isEqualTo("a");
            assertThat(due.next().await()).isEqualTo("b");
            assertThat(race(due.next(), sleep(ofSeconds(1)).map(nothing -> "nothing"))
                            .await())
                    .isEqualTo("nothing");
            queue.insert("c", ofMillis(5));
            assertThat(due.next().await()).isEqualTo("c");
            due.drop();
        });
    }
}
