package dev.pollux.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final TestContext context = new TestContext();
    private final Moment start = Moment.now();
    private final Interval interval = Interval.of(PERIOD);

    @AfterEach
    void leaveContext() {
        context.close();
    }

    @Test
    void tick_first_isDueAtOnce() throws Exception {
        assertThat(tickDueAfter()).isZero();
    }

    @Test
    void tick_second_isDueOnePeriodLater() throws Exception {
        tickDueAfter();
        Future<Moment> second = interval.tick();

        assertThat(second.poll(context.polling).isReady()).isFalse();
        context.advance(PERIOD);

        assertThat(context.wakes).isEqualTo(1);
        assertThat(second.poll(context.polling).get()).isEqualTo(start.plus(PERIOD));
    }

    @Test
    void tick_withinTheTolerance_keepsTheSchedule() throws Exception {
        interval.onMissedTick(MissedTick.DELAY);
        tickDueAfter();

        context.advance(Duration.ofMillis(105));
        assertThat(tickDueAfter()).isEqualTo(100);

        context.advance(Duration.ofMillis(95));
        assertThat(tickDueAfter()).isEqualTo(200);
    }

    @Test
    @Behaviour("TII-02")
    void burst_afterMissedTicks_catchesUpAtOnce() throws Exception {
        tickDueAfter();
        context.advance(Duration.ofMillis(330));

        assertThat(tickDueAfter()).isEqualTo(100);
        assertThat(tickDueAfter()).isEqualTo(200);
        assertThat(tickDueAfter()).isEqualTo(300);
        assertPending();
    }

    @Test
    @Behaviour("TII-03")
    void delay_afterMissedTicks_shiftsTheSchedule() throws Exception {
        interval.onMissedTick(MissedTick.DELAY);
        tickDueAfter();
        context.advance(Duration.ofMillis(330));

        assertThat(tickDueAfter()).isEqualTo(100);
        context.advance(Duration.ofMillis(99));
        assertPending();
        context.advance(Duration.ofMillis(1));
        assertThat(tickDueAfter()).isEqualTo(430);
    }

    @Test
    @Behaviour("TII-04")
    void skip_afterMissedTicks_continuesOnTheSchedule() throws Exception {
        interval.onMissedTick(MissedTick.SKIP);
        tickDueAfter();
        context.advance(Duration.ofMillis(330));

        assertThat(tickDueAfter()).isEqualTo(100);
        context.advance(Duration.ofMillis(69));
        assertPending();
        context.advance(Duration.ofMillis(1));
        assertThat(tickDueAfter()).isEqualTo(400);
    }

    @Test
    void dropOfATick_disarmsAndKeepsItForTheNextCall() throws Exception {
        tickDueAfter();
        Future<Moment> abandoned = interval.tick();
        abandoned.poll(context.polling);

        abandoned.drop();
        context.advance(PERIOD);

        assertThat(context.wakes).isZero();
        assertThat(tickDueAfter()).isEqualTo(100);
    }

    @Test
    void poll_ofAFinishedTick_isMisuseAndTakesNoOther() throws Exception {
        Future<Moment> first = interval.tick();
        first.poll(context.polling);
        context.advance(PERIOD);

        assertThatThrownBy(() -> first.poll(context.polling)).isInstanceOf(IllegalStateException.class);
        assertThat(tickDueAfter()).isEqualTo(100);
    }

    @Test
    @Behaviour({"TII-05", "TII-06"})
    void resets_moveTheNextTick() throws Exception {
        tickDueAfter();
        context.advance(Duration.ofMillis(40));

        interval.reset();
        context.advance(Duration.ofMillis(100));
        assertThat(tickDueAfter()).isEqualTo(140);

        interval.resetImmediately();
        assertThat(tickDueAfter()).isEqualTo(140);

        interval.resetAt(start.plus(Duration.ofMillis(150)));
        context.advance(Duration.ofMillis(10));
        assertThat(tickDueAfter()).isEqualTo(150);
    }

    @Test
    void startingAt_aLaterMoment_delaysTheFirstTick() throws Exception {
        Interval later = Interval.startingAt(start.plus(Duration.ofMillis(30)), PERIOD);

        assertThat(later.tick().poll(context.polling).isReady()).isFalse();
        context.advance(Duration.ofMillis(30));
        assertThat(later.tick().poll(context.polling).isReady()).isTrue();
    }

    @Test
    @Behaviour("TII-01")
    void period_thatIsNotPositive_isRefused() {
        assertThatThrownBy(() -> Interval.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.of(PERIOD.negated())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Behaviour("TII-07")
    void resetAfter_movesTheNextTickAndTheFollowingOnesCountFromThere() throws Exception {
        tickDueAfter();
        context.advance(Duration.ofMillis(40));

        interval.resetAfter(Duration.ofMillis(20));

        context.advance(Duration.ofMillis(20));
        assertThat(tickDueAfter()).isEqualTo(60);
        context.advance(PERIOD);
        assertThat(tickDueAfter()).isEqualTo(160);
    }

    @Test
    @Behaviour("TII-08")
    void resetAt_anEarlierMoment_movesTheNextTickAndTheFollowingOnesCountFromThere() throws Exception {
        tickDueAfter();

        interval.resetAt(start.plus(Duration.ofMillis(40)));

        context.advance(Duration.ofMillis(40));
        assertThat(tickDueAfter()).isEqualTo(40);
        context.advance(PERIOD);
        assertThat(tickDueAfter()).isEqualTo(140);
    }

    @Test
    @Behaviour("TII-09")
    void resetAt_moreThanAPeriodAhead_holdsTicksBack() throws Exception {
        tickDueAfter();

        interval.resetAt(start.plus(Duration.ofMillis(250)));

        context.advance(Duration.ofMillis(249));
        assertPending();
        context.advance(Duration.ofMillis(1));
        assertThat(tickDueAfter()).isEqualTo(250);
    }

    @Test
    @Behaviour({"TII-10", "TII-11"})
    void pollTick_thatIsReady_arrangesNoWakeUp() throws Exception {
        assertThat(interval.pollTick(context.polling).isReady()).isTrue();

        context.advance(PERIOD);
        assertThat(context.wakes).isZero(); // whoever wants the next tick has to ask for it

        assertThat(interval.pollTick(context.polling).isReady()).isTrue();
        assertThat(interval.pollTick(context.polling).isReady()).isFalse();
        context.advance(PERIOD);
        assertThat(context.wakes).isEqualTo(1);
    }

    @Test
    @Behaviour("TII-12")
    void longestPeriod_overflowsNothing() throws Exception {
        Interval longest = Interval.of(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(longest.pollTick(context.polling).isReady()).isTrue();
        assertThat(longest.pollTick(context.polling).isReady()).isFalse();
    }

    @Test
    void reset_whileATickIsAwaited_movesItsWakeUp() throws Exception {
        tickDueAfter();
        Future<Moment> tick = interval.tick();
        assertThat(tick.poll(context.polling).isReady()).isFalse();
        context.advance(Duration.ofMillis(50));

        interval.reset();

        context.advance(Duration.ofMillis(99));
        assertThat(context.wakes).isZero();
        context.advance(Duration.ofMillis(1));
        assertThat(context.wakes).isEqualTo(1);
        assertThat(tick.poll(context.polling).get()).isEqualTo(start.plus(Duration.ofMillis(150)));
    }

    @Test
    @Behaviour({"t:time_panic-03", "t:time_panic-04"})
    void creation_withoutARuntime_isRefused() {
        context.close();

        assertThatThrownBy(() -> Interval.of(PERIOD)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Interval.startingAt(start, PERIOD)).isInstanceOf(IllegalStateException.class);
    }

    /** Takes a tick that must be due and returns its time in milliseconds since the start. */
    private long tickDueAfter() throws Exception {
        Poll<Moment> poll = interval.tick().poll(context.polling);
        return start.until(poll.get()).toMillis();
    }

    private void assertPending() throws Exception {
        Future<Moment> tick = interval.tick();
        assertThat(tick.poll(context.polling).isReady()).isFalse();
        tick.drop();
    }
}
