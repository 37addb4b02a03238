package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final WheelTimers OWNER = new WheelTimers(() -> 0, () -> {});

    private final TimerWheel wheel = new TimerWheel(0);

    @Test
    void nextTick_ofAnEmptyWheel_isNever() {
        assertThat(wheel.nextTick()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void advance_toTheTick_makesTheTimerDueAndNotBefore() {
        TestTimer entry = insert(70);

        wheel.advance(69);
        assertThat(takeDue()).isEmpty();

        wheel.advance(70);
        assertThat(takeDue()).containsExactly(entry);
    }

    @Test
    void advance_acrossATurnOfTheLowestLevel_keepsTheOrderOfTicks() {
        TestTimer late = insert(130);
        TestTimer early = insert(63);
        TestTimer middle = insert(64);

        wheel.advance(200);

        assertThat(takeDue()).containsExactly(early, middle, late);
    }

    @Test
    void insert_ofAPassedTick_isDueAtOnce() {
        wheel.advance(50);

        TestTimer entry = insert(50);

        assertThat(wheel.nextTick()).isEqualTo(50);
        assertThat(takeDue()).containsExactly(entry);
    }

    @Test
    void timersOfOneTick_areTakenInTheOrderOfInsertion() {
        List<TestTimer> entries = List.of(insert(5_000), insert(5_000), insert(5_000));

        wheel.advance(5_000);

        assertThat(takeDue()).containsExactlyElementsOf(entries);
    }

    @Test
    void remove_ofTheOnlyTimerInASlot_leavesNothingToWaitFor() {
        TestTimer entry = insert(5_000);

        wheel.remove(entry);

        assertThat(wheel.nextTick()).isEqualTo(Long.MAX_VALUE);
        wheel.advance(10_000);
        assertThat(takeDue()).isEmpty();
    }

    @Test
    void remove_ofADueTimer_takesItFromTheDueOnes() {
        TestTimer first = insert(10);
        TestTimer second = insert(10);
        wheel.advance(10);

        wheel.remove(first);

        assertThat(takeDue()).containsExactly(second);
    }

    @Test
    @Behaviour({"s:runtime/time/wheel/mod-01", "s:runtime/time_alt/wheel/mod-01", "u:src/time/wheel/mod-01"})
    void farTimer_inTheCurrentSlotOfTheTopLevel_doesNotHideNearerOnes() {
        insert((1L << 36) + 1); // same six digits as now, but a turn away
        TestTimer near = insert(1L << 31);

        assertThat(wheel.nextTick()).isEqualTo(1L << 31);
        wheel.advance(1L << 31);
        assertThat(takeDue()).containsExactly(near);
    }

    @Test
    void farTimer_afterSeveralTurns_isDueAtItsTick() {
        long tick = (3L << 36) + 12_345;
        TestTimer far = insert(tick);

        wheel.advance(tick - 1);
        assertThat(takeDue()).isEmpty();

        wheel.advance(tick);
        assertThat(takeDue()).containsExactly(far);
    }

    @Test
    @Behaviour({
        "TIW-05",
        "s:runtime/time/wheel/level-01",
        "s:runtime/time_alt/wheel/level-01",
        "u:src/time/wheel/level-01"
    })
    void everyTickOfThreeLevels_isDueExactlyThen() {
        for (int tick = 1; tick <= 5_000; tick++) {
            insert(tick);
        }

        for (int tick = 1; tick <= 5_000; tick++) {
            wheel.advance(tick);
            assertThat(takeDue()).extracting(TimerWheelTest::tickOf).containsExactly((long) tick);
        }
    }

    @Test
    @Behaviour("TIW-06")
    void timerAtTheBorderOfALevel_insertedJustBefore_isDueExactlyThen() {
        wheel.advance(62);
        TestTimer before = insert(63);
        TestTimer border = insert(64);
        TestTimer wholeTurn = insert(4_096);

        wheel.advance(63);
        assertThat(takeDue()).containsExactly(before);
        wheel.advance(64);
        assertThat(takeDue()).containsExactly(border);
        wheel.advance(4_095);
        assertThat(takeDue()).isEmpty();
        wheel.advance(4_096);
        assertThat(takeDue()).containsExactly(wholeTurn);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void anySequence_agreesWithASortedMap(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, List<TestTimer>> model = new TreeMap<>();
        List<TestTimer> live = new ArrayList<>();
        long now = 0;

        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    TestTimer entry = insert(now + distance(random));
                    model.computeIfAbsent(tickOf(entry), t -> new ArrayList<>()).add(entry);
                    live.add(entry);
                }
                case 2 -> {
                    if (!live.isEmpty()) {
                        TestTimer entry = live.remove(random.nextInt(live.size()));
                        wheel.remove(entry);
                        forget(model, entry);
                    }
                }
                default -> {
                    now = random.nextBoolean() || model.isEmpty() ? now + distance(random) : model.firstKey();
                    wheel.advance(now);
                    List<TestTimer> expected = takeDue(model, now);
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

    private static Comparator<TestTimer> byTick() {
        return Comparator.comparingLong(TimerWheelTest::tickOf);
    }

    private static long tickOf(TestTimer timer) {
        return TimeUnit.NANOSECONDS.toMillis(timer.deadline());
    }

    /** Mostly near, sometimes years away. */
    private static long distance(Random random) {
        return random.nextLong() >>> (30 + random.nextInt(34));
    }

    private static void forget(NavigableMap<Long, List<TestTimer>> model, TestTimer entry) {
        List<TestTimer> same = model.get(tickOf(entry));
        same.remove(entry);
        if (same.isEmpty()) {
            model.remove(tickOf(entry));
        }
    }

    private static List<TestTimer> takeDue(NavigableMap<Long, List<TestTimer>> model, long now) {
        List<TestTimer> due = new ArrayList<>();
        var passed = model.headMap(now, true);
        passed.values().forEach(due::addAll);
        passed.clear();
        return due;
    }

    private TestTimer insert(long tick) {
        TestTimer entry = new TestTimer(OWNER, TimeUnit.MILLISECONDS.toNanos(tick));
        wheel.insert(entry);
        return entry;
    }

    private List<TestTimer> takeDue() {
        List<TestTimer> due = new ArrayList<>();
        for (var node = wheel.takeDue(); node != null; node = wheel.takeDue()) {
            due.add((TestTimer) node);
        }
        return due;
    }
}
