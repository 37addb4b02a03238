package dev.pollux.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestContext context = new TestContext();
    private final Inner inner = new Inner();
    private final Timeout<String> timeout = Timeout.of(SECOND, inner);

    /** Ready once it has a value. */
    private static final class Inner implements Future<String> {
        String value;
        Exception failure;
        RuntimeException dropFailure;
        RuntimeException printFailure;
        int drops;

        @Override
        public Poll<String> poll(Context cx) throws Exception {
            if (failure != null) {
                throw failure;
            }
            return value == null ? Poll.pending() : Poll.ready(value);
        }

        @Override
        public void drop() {
            drops++;
            if (dropFailure != null) {
                throw dropFailure;
            }
        }

        @Override
        public String toString() {
            if (printFailure != null) {
                throw printFailure;
            }
            return "inner";
        }
    }

    @AfterEach
    void leaveContext() {
        context.close();
    }

    @Test
    @Behaviour("TIT-04")
    void value_atTheFirstPoll_neverTouchesTheTimers() throws Exception {
        inner.value = "v";

        assertThat(timeout.poll(context.polling).get()).isEqualTo("v");
        assertThat(context.armed).isZero();
    }

    @Test
    void value_onATieWithTheDeadline_wins() throws Exception {
        timeout.poll(context.polling);
        context.advance(SECOND);
        inner.value = "v";

        assertThat(timeout.poll(context.polling).get()).isEqualTo("v");
    }

    @Test
    @Behaviour("TIT-03")
    void value_disarmsTheTimer() throws Exception {
        timeout.poll(context.polling);
        inner.value = "v";
        timeout.poll(context.polling);

        context.advance(SECOND);

        assertThat(context.wakes).isZero();
    }

    @Test
    void deadline_dropsTheInnerFutureBeforeItThrows() throws Exception {
        timeout.poll(context.polling);

        context.advance(SECOND);

        assertThat(context.wakes).isEqualTo(1);
        assertThatThrownBy(() -> timeout.poll(context.polling))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no result within 1 s from: inner");
        assertThat(inner.drops).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.02S, 20 ms",
        "PT0.0015S, 1.5 ms",
        "PT1.5S, 1.5 s",
        "PT1M, 1 min",
        "PT2H30M5S, 2 h 30 min 5 s"
    })
    void toString_ofAnyLimit_readsAsPeopleWriteIt(Duration limit, String text) {
        assertThat(Timeout.of(limit, inner)).hasToString("Timeout[" + text + "]");
    }

    @Test
    void deadline_withAnInnerDropThatThrows_keepsThatAsSuppressed() throws Exception {
        inner.dropFailure = new RuntimeException("clean-up failed");
        timeout.poll(context.polling);
        context.advance(SECOND);

        assertThatThrownBy(() -> timeout.poll(context.polling))
                .isInstanceOf(TimeoutException.class)
                .hasSuppressedException(inner.dropFailure);
    }

    @Test
    void failure_isThrownAsItIsAndDisarmsTheTimer() throws Exception {
        timeout.poll(context.polling);
        inner.failure = new IOException("no route");

        assertThatThrownBy(() -> timeout.poll(context.polling)).isSameAs(inner.failure);
        context.advance(SECOND);
        assertThat(context.wakes).isZero();
    }

    @Test
    void shutdown_dropsTheInnerFutureAndSaysSo() throws Exception {
        inner.dropFailure = new RuntimeException("clean-up failed");
        timeout.poll(context.polling);

        context.shutDown();

        assertThatThrownBy(() -> timeout.poll(context.polling))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down")
                .hasSuppressedException(inner.dropFailure);
        assertThat(inner.drops).isEqualTo(1);
    }

    @Test
    void deadline_withAnInnerFutureThatCannotBePrinted_stillDropsIt() throws Exception {
        inner.printFailure = new RuntimeException("toString failed");
        timeout.poll(context.polling);
        context.advance(SECOND);

        assertThatThrownBy(() -> timeout.poll(context.polling)).isSameAs(inner.printFailure);
        assertThat(inner.drops).isEqualTo(1);
    }

    @Test
    void drop_dropsTheInnerFutureAndDisarms() throws Exception {
        timeout.poll(context.polling);

        timeout.drop();
        context.advance(SECOND);

        assertThat(inner.drops).isEqualTo(1);
        assertThat(context.wakes).isZero();
        assertThat(timeout.awaiting()).isEmpty();
    }

    @Test
    void poll_afterTheEnd_isMisuse() throws Exception {
        inner.value = "v";
        timeout.poll(context.polling);

        assertThatThrownBy(() -> timeout.poll(context.polling)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"TIT-01", "TIT-02"})
    void value_withADeadlineOfNowOrBefore_wins() throws Exception {
        inner.value = "v";

        assertThat(Timeout.at(Moment.now(), inner).poll(context.polling).get()).isEqualTo("v");
        assertThat(Timeout.at(Moment.now().plus(SECOND.negated()), inner)
                        .poll(context.polling)
                        .get())
                .isEqualTo("v");
    }

    @Test
    @Behaviour("TIT-05")
    void longestLimit_isAccepted() throws Exception {
        Timeout<String> longest = Timeout.of(Duration.ofSeconds(Long.MAX_VALUE), inner);

        assertThat(longest.poll(context.polling).isReady()).isFalse();
        context.advance(Duration.ofDays(3_650));
        assertThat(longest.poll(context.polling).isReady()).isFalse();
        inner.value = "v";
        assertThat(longest.poll(context.polling).get()).isEqualTo("v");
    }

    @Test
    @Behaviour("TIT-06")
    void deadlineOfNow_withAPendingFuture_isOverAtTheFirstPoll() {
        Timeout<String> late = Timeout.at(Moment.now(), inner);

        assertThatThrownBy(() -> late.poll(context.polling))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no result within 0 ms from: inner");
        assertThat(context.armed).isZero();
        assertThat(inner.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("TIT-07")
    void deadline_ahead_wakesOnceAndElapses() throws Exception {
        Timeout<String> late = Timeout.at(Moment.now().plus(Duration.ofMillis(300)), inner);
        assertThat(late.poll(context.polling).isReady()).isFalse();

        context.advance(Duration.ofMillis(299));
        assertThat(context.wakes).isZero();
        context.advance(Duration.ofMillis(1));

        assertThat(context.wakes).isEqualTo(1);
        assertThatThrownBy(() -> late.poll(context.polling))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no result within 300 ms from: inner");
        assertThat(late.deadline()).isEqualTo(Moment.now());
    }

    @Test
    void twoTimeouts_ofTheSameLimit_theInnerOneIsThrown() throws Exception {
        Timeout<String> outer = Timeout.of(SECOND, timeout);
        outer.poll(context.polling);

        context.advance(SECOND);

        assertThatThrownBy(() -> outer.poll(context.polling)).hasMessage("no result within 1 s from: inner");
    }

    @Test
    @Behaviour({"t:time_panic-05", "t:time_panic-06"})
    @SuppressWarnings("pollux:unused-future") // it throws
    void creation_withoutARuntime_isRefused() {
        Moment now = Moment.now();
        context.close();

        assertThatThrownBy(() -> Timeout.of(SECOND, inner)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Timeout.at(now, inner)).isInstanceOf(IllegalStateException.class);
    }
}
