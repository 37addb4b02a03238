package dev.pollux.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    @Behaviour("TIS-06")
    void reset_toLater_movesTheWakeUpWithoutAnotherPoll() {
        Sleep sleep = Sleep.of(SECOND);
        sleep.poll(context.polling);

        sleep.reset(Moment.now().plus(SECOND.multipliedBy(3)));
        context.advance(SECOND);
        assertThat(context.wakes).isZero();

        context.advance(SECOND.multipliedBy(2));
        assertThat(context.wakes).isEqualTo(1);
        assertThat(sleep.poll(context.polling).isReady()).isTrue();
    }

    @Test
    @Behaviour("TIS-09")
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
    @Behaviour("TIS-11")
    @SuppressWarnings("pollux:unused-future") // it throws
    void creation_withoutARuntime_saysHowToGetOne() {
        context.close();

        assertThatThrownBy(() -> Sleep.of(SECOND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pollux.run");
    }

    @Test
    @Behaviour("TIS-02")
    void isElapsed_isTrueFromTheDeadlineOn() {
        Sleep sleep = Sleep.of(SECOND);

        assertThat(sleep.isElapsed()).isFalse();
        sleep.poll(context.polling);
        assertThat(sleep.isElapsed()).isFalse();
        context.advance(SECOND);
        assertThat(sleep.isElapsed()).isTrue();
    }

    @Test
    @Behaviour("TIS-07")
    void reset_toEarlier_movesTheWakeUpWithoutAnotherPoll() {
        Sleep sleep = Sleep.of(Duration.ofMillis(100));
        sleep.poll(context.polling);

        sleep.reset(Moment.now().plus(Duration.ofMillis(80)));

        context.advance(Duration.ofMillis(79));
        assertThat(context.wakes).isZero();
        context.advance(MILLI);
        assertThat(context.wakes).isEqualTo(1);
        assertThat(sleep.poll(context.polling).isReady()).isTrue();
    }

    @Test
    @Behaviour("TIS-08")
    void reset_toEarlierLater_movesTheWakeUp() {
        Moment start = Moment.now();
        Sleep sleep = Sleep.of(Duration.ofMillis(100));
        sleep.poll(context.polling);
        context.advance(Duration.ofMillis(10));

        sleep.reset(start.plus(Duration.ofMillis(80)));

        context.advance(Duration.ofMillis(70));
        assertThat(context.wakes).isEqualTo(1);
    }

    @Test
    @Behaviour("TIS-10")
    void reset_toThePast_isReadyAtTheNextPoll() {
        Sleep sleep = Sleep.of(SECOND);
        sleep.poll(context.polling);
        context.advance(Duration.ofMillis(500));

        sleep.reset(Moment.now().plus(MILLI.negated()));

        assertThat(context.wakes).isEqualTo(1);
        assertThat(sleep.poll(context.polling).isReady()).isTrue();
    }

    @Test
    @Behaviour("TIS-16")
    void reset_afterFiring_showsTheNewDeadlineAndPends() {
        Sleep sleep = Sleep.of(MILLI);
        sleep.poll(context.polling);
        context.advance(MILLI);
        assertThat(sleep.poll(context.polling).isReady()).isTrue();

        sleep.resetAfter(Duration.ofMinutes(10));

        assertThat(sleep.deadline()).isEqualTo(Moment.now().plus(Duration.ofMinutes(10)));
        assertThat(sleep.poll(context.polling).isReady()).isFalse();
        assertThat(sleep.poll(context.polling).isReady()).isFalse();
    }

    @Test
    @Behaviour("TIS-20")
    void drop_afterAResetToASlotThatIsAboutToFire_isHarmless() {
        Moment start = Moment.now();
        Sleep first = Sleep.of(Duration.ofMillis(5));
        Sleep moved = Sleep.of(Duration.ofMillis(5));
        Sleep last = Sleep.of(Duration.ofMillis(10));
        first.poll(context.polling);
        moved.poll(context.polling);
        last.poll(context.polling);
        moved.reset(start.plus(Duration.ofMillis(10)));
        context.advance(Duration.ofMillis(5));
        assertThat(first.poll(context.polling).isReady()).isTrue();

        moved.drop();
        context.advance(Duration.ofMillis(5));

        assertThat(context.wakes).isEqualTo(2);
        assertThat(last.poll(context.polling).isReady()).isTrue();
    }

    @Test
    @Behaviour("TIS-21")
    void drop_ofOtherSleepsByAWaker_isHarmless() {
        List<Sleep> sleeps = new ArrayList<>();
        Context dropsAll = Context.of(Waker.of(() -> sleeps.forEach(Sleep::drop)));
        for (int i = 0; i < 100; i++) {
            Sleep sleep = Sleep.of(MILLI);
            sleeps.add(sleep);
            assertThat(sleep.poll(dropsAll).isReady()).isFalse();
        }

        context.advance(MILLI);

        assertThat(sleeps).allSatisfy(sleep -> assertThat(sleep).hasToString("Sleep[finished]"));
    }
}
