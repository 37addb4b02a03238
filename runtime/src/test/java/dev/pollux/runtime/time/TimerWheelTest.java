package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final WheelTimers OWNER = new WheelTimers(() -> 0, () -> {});

    private final TimerWheel wheel = new TimerWheel();

    @Test
    void nextTick_ofAnEmptyWheel_isNever() {
        assertThat(wheel.nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void advance_toTheTick_makesTheTimerDueAndNotBefore() {
        TimerEntry entry = insert(70);

        wheel.advance(69);
        assertThat(takeDue()).isEmpty();

        wheel.advance(70);
        assertThat(takeDue()).containsExactly(entry);
    }

    @Test
    void advance_acrossATurnOfTheLowestLevel_keepsTheOrderOfTicks() {
        TimerEntry late = insert(130);
        TimerEntry early = insert(63);
        TimerEntry middle = insert(64);

        wheel.advance(200);

        assertThat(takeDue()).containsExactly(early, middle, late);
    }

    @Test
    void insert_ofAPassedTick_isDueAtOnce() {
        wheel.advance(50);

        TimerEntry entry = insert(50);

        assertThat(wheel.nextTick()).isEqualTo(50);
        assertThat(takeDue()).containsExactly(entry);
    }

    @Test
    void timersOfOneTick_areTakenInTheOrderOfInsertion() {
        List<TimerEntry> entries = List.of(insert(5_000), insert(5_000), insert(5_000));

        wheel.advance(5_000);

        assertThat(takeDue()).containsExactlyElementsOf(entries);
    }

    @Test
    void remove_ofTheOnlyTimerInASlot_leavesNothingToWaitFor() {
        TimerEntry entry = insert(5_000);

        wheel.remove(entry);

        assertThat(wheel.nextTick()).isEqualTo(Long.MAX_VALUE);
        wheel.advance(10_000);
        assertThat(takeDue()).isEmpty();
    }

    @Test
    void remove_ofADueTimer_takesItFromTheDueOnes() {
        TimerEntry first = insert(10);
        TimerEntry second = insert(10);
        wheel.advance(10);

        wheel.remove(first);

        assertThat(takeDue()).containsExactly(second);
    }

    @Test
    void farTimer_inTheCurrentSlotOfTheTopLevel_doesNotHideNearerOnes() {
        insert((1L << 36) + 1); // same six digits as now, but a turn away
        TimerEntry near = insert(1L << 31);

        assertThat(wheel.nextTick()).isEqualTo(1L << 31);
        wheel.advance(1L << 31);
        assertThat(takeDue()).containsExactly(near);
    }

    @Test
    void farTimer_afterSeveralTurns_isDueAtItsTick() {
        long tick = (3L << 36) + 12_345;
        TimerEntry far = insert(tick);

        wheel.advance(tick - 1);
        assertThat(takeDue()).isEmpty();

        wheel.advance(tick);
        assertThat(takeDue()).containsExactly(far);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void anySequence_agreesWithASortedMap(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, List<TimerEntry>> model = new TreeMap<>();
        List<TimerEntry> live = new ArrayList<>();
        long now = 0;

        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    TimerEntry entry = insert(now + distance(random));
                    model.computeIfAbsent(entry.tick, t -> new ArrayList<>()).add(entry);
                    live.add(entry);
                }
                case 2 -> {
                    if (!live.isEmpty()) {
                        TimerEntry entry = live.remove(random.nextInt(live.size()));
                        wheel.remove(entry);
                        forget(model, entry);
                    }
                }
                default -> {
                    now = random.nextBoolean() || model.isEmpty() ? now + distance(random) : model.firstKey();
                    wheel.advance(now);
                    List<TimerEntry> expected = takeDue(model, now);
                    live.removeAll(expected);
                    assertThat(takeDue())
                            .containsExactlyInAnyOrderElementsOf(expected)
                            .isSortedAccordingTo(byTick());
                }
            }
            long next = model.isEmpty() ? Long.MAX_VALUE : model.firstKey();
            assertThat(wheel.nextTick()).as("wakes early enough").isLessThanOrEqualTo(Math.max(next, now));
            assertThat(wheel.nextTick() == Long.MAX_VALUE)
                    .as("sleeps for good if empty")
                    .isEqualTo(model.isEmpty());
        }
    }

    private static Comparator<TimerEntry> byTick() {
        return Comparator.comparingLong(entry -> entry.tick);
    }

    /** Mostly near, sometimes years away. */
    private static long distance(Random random) {
        return random.nextLong() >>> (24 + random.nextInt(40));
    }

    private static void forget(NavigableMap<Long, List<TimerEntry>> model, TimerEntry entry) {
        List<TimerEntry> same = model.get(entry.tick);
        same.remove(entry);
        if (same.isEmpty()) {
            model.remove(entry.tick);
        }
    }

    private static List<TimerEntry> takeDue(NavigableMap<Long, List<TimerEntry>> model, long now) {
        List<TimerEntry> due = new ArrayList<>();
        var passed = model.headMap(now, true);
        passed.values().forEach(due::addAll);
        passed.clear();
        return due;
    }

    private TimerEntry insert(long tick) {
        TimerEntry entry = new TimerEntry(OWNER, tick, Waker.noop());
        wheel.insert(entry);
        return entry;
    }

    private List<TimerEntry> takeDue() {
        List<TimerEntry> due = new ArrayList<>();
        for (TimerEntry entry = wheel.takeDue(); entry != null; entry = wheel.takeDue()) {
            due.add(entry);
        }
        return due;
    }
}
