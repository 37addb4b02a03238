package dev.pollux.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SleepTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final TestContext context = new TestContext();

    @AfterEach
    void leaveContext() {
        context.close();
    }

    @Test
    void poll_beforeTheDeadline_isPendingAndWokenAtIt() {
        Sleep sleep = Sleep.of(SECOND);

        assertThat(sleep.poll(context.polling).isReady()).isFalse();
        context.advance(SECOND.minus(MILLI));
        assertThat(context.wakes).isZero();
        assertThat(sleep.poll(context.polling).isReady()).isFalse();

        context.advance(MILLI);
        assertThat(context.wakes).isEqualTo(1);
        assertThat(sleep.poll(context.polling).isReady()).isTrue();
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // that is the point
    void creation_armsNothing() {
        Sleep.of(SECOND);

        assertThat(context.armed).isZero();
    }

    @Test
    void deadline_countsFromCreation() {
        Sleep sleep = Sleep.of(SECOND);
        context.advance(SECOND);

        assertThat(sleep.isElapsed()).isTrue();
        assertThat(sleep.poll(context.polling).isReady()).isTrue();
        assertThat(context.armed).isZero();
    }

    @Test
    void zeroAndNegative_areOverAtOnce() {
        assertThat(Sleep.of(Duration.ZERO).poll(context.polling).isReady()).isTrue();
        assertThat(Sleep.of(SECOND.negated()).poll(context.polling).isReady()).isTrue();
    }

    @Test
    void endlessDuration_isClampedToThirtyYears() {
        Sleep sleep = Sleep.of(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(Moment.now().until(sleep.deadline())).isEqualTo(Duration.ofDays(30 * 365));
        assertThat(sleep.poll(context.polling).isReady()).isFalse();
    }

    @Test
    void drop_disarmsTheTimer() {
        Sleep sleep = Sleep.of(SECOND);
        sleep.poll(context.polling);

        sleep.drop();
        context.advance(SECOND);

        assertThat(context.wakes).isZero();
    }

    @Test
    void poll_afterTheEnd_isMisuse() {
        Sleep sleep = Sleep.of(Duration.ZERO);
        sleep.poll(context.polling);

        assertThatThrownBy(() -> sleep.poll(context.polling))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void reset_toLater_movesTheWakeUp() {
        Sleep sleep = Sleep.of(SECOND);
        sleep.poll(context.polling);

        sleep.reset(Moment.now().plus(SECOND.multipliedBy(3)));
        assertThat(sleep.poll(context.polling).isReady()).isFalse();
        context.advance(SECOND);
        assertThat(context.wakes).isZero();

        context.advance(SECOND.multipliedBy(2));
        assertThat(context.wakes).isEqualTo(1);
        assertThat(sleep.poll(context.polling).isReady()).isTrue();
    }

    @Test
    void reset_ofAFinishedSleep_startsItAgain() {
        Sleep sleep = Sleep.of(Duration.ZERO);
        sleep.poll(context.polling);

        sleep.reset(Moment.now().plus(SECOND));

        assertThat(sleep.isElapsed()).isFalse();
        assertThat(sleep.poll(context.polling).isReady()).isFalse();
    }

    @Test
    void poll_afterTheRuntimeWasShutDown_saysSo() {
        Sleep sleep = Sleep.of(SECOND);
        sleep.poll(context.polling);

        context.shutDown();

        assertThat(context.wakes).isEqualTo(1);
        assertThatThrownBy(() -> sleep.poll(context.polling))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down");
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // it throws
    void creation_withoutARuntime_saysHowToGetOne() {
        context.close();

        assertThatThrownBy(() -> Sleep.of(SECOND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pollux.run");
    }
}
