package dev.pollux.time;

import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.DelayQueue.Expired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue on a clock set by hand. The times are those of the reference's tests, the slots of its wheel among them. */
@Timeout(60)
class DelayQueueTest {

    private final TestContext context = new TestContext();
    private final Moment start = Moment.now();
    private final DelayQueue<String> queue = DelayQueue.create();

    @AfterEach
    void leaveContext() {
        context.close();
    }

    // ---------------------------------------------------------------- insert and expire

    @Test
    @Behaviour("DLQ-01")
    void element_withoutADelay_comesAtOnceAndThenTheEnd() {
        DelayQueue.Key<String> key = insert("foo", 0);

        assertThat(pollReady()).isEqualTo(new Expired<>("foo", start, key));
        assertThat(pollReady()).isNull();
        assertThat(context.wakes).isZero();
    }

    @Test
    @Behaviour("DLQ-02")
    void elements_withoutADelay_allComeInTheOrderOfInsertion() {
        insert("one", 0);
        insert("two", 0);
        insert("three", 0);

        assertThat(drain()).containsExactly("one", "two", "three");
        assertThat(pollReady()).isNull();
    }

    @Test
    @Behaviour("DLQ-03")
    void element_withAShortDelay_wakesThenAndNotBefore() {
        insert("foo", 5);

        assertPending();
        advance(4);
        assertThat(context.wakes).isZero();
        advance(1);
        assertThat(context.wakes).isEqualTo(1);
        assertThat(drain()).containsExactly("foo");
    }

    @Test
    @Behaviour("DLQ-04")
    void elements_withDelaysOnManyLevels_wakeAtTheirDeadlinesOnly() {
        long[] delays = {1_000, 2, 234, 60, 10, 300_000};
        for (long delay : delays) {
            insert("after " + delay, delay);
        }
        List<Long> wokenAt = new ArrayList<>();

        assertPending();
        for (long now = 1; now <= 300_000; now++) {
            int before = context.wakes;
            advance(1);
            if (context.wakes > before) {
                wokenAt.add(now);
                assertThat(drain()).containsExactly("after " + now);
                poll();
            }
        }

        assertThat(wokenAt).containsExactly(2L, 10L, 60L, 234L, 1_000L, 300_000L);
    }

    @Test
    @Behaviour("DLQ-05")
    void insert_inThePast_isDueAtOnce() {
        queue.insertAt("foo", start.plus(Duration.ofMillis(-100)));

        assertThat(drain()).containsExactly("foo");
    }

    @Test
    @Behaviour("DLQ-24")
    void insert_inThePastAfterAPoll_wakesAndIsDueAtOnce() {
        insert("later", 200);
        assertPending();
        advance(80);

        queue.insertAt("past", start.plus(Duration.ofMillis(30)));

        assertThat(context.wakes).isEqualTo(1);
        assertThat(drain()).containsExactly("past");
    }

    @Test
    @Behaviour({"DLQ-14", "DLQ-19"})
    void insert_sooner_movesTheWakeUp() {
        insert("later", 10_000);
        assertPending();

        insert("sooner", 600);
        assertThat(context.wakes).isEqualTo(1); // to look again
        assertPending();

        advance(599);
        assertThat(context.wakes).isEqualTo(1);
        advance(1);
        assertThat(context.wakes).isEqualTo(2);
        assertThat(drain()).containsExactly("sooner");
        assertPending();
    }

    @Test
    @Behaviour("DLQ-20")
    void insert_whileExpiredOnesAreTaken_isTakenToo() {
        insert("1", 100);
        insert("2", 100);
        insert("3", 200);
        assertPending();
        advance(100);
        assertThat(context.wakes).isEqualTo(1);

        List<String> taken = new ArrayList<>();
        while (poll() instanceof Poll.Ready<Expired<String>> ready) {
            taken.add(ready.value().value());
            queue.insertAt("again", start.plus(Duration.ofMillis(500)));
        }

        assertThat(taken).containsExactly("1", "2");
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    @Behaviour("DLQ-30")
    void insert_intoAQueueOlderThanTheWheel_isHarmless() {
        for (int turn = 0; turn < 3; turn++) {
            context.advance(Duration.ofMillis(1L << 36));
            insert("foo", 1);
            assertPending();
            advance(1);
            assertThat(drain()).containsExactly("foo");
        }
    }

    // ---------------------------------------------------------------- remove

    @Test
    @Behaviour({"DLQ-06", "DLQ-25", "DLQ-34"})
    void remove_ofTheOnlyElement_wakesWhoWaitsAndTellsTheEnd() {
        DelayQueue.Key<String> key = insert("foo", 5);
        assertPending();

        assertThat(queue.remove(key).value()).isEqualTo("foo");

        assertThat(context.wakes).isEqualTo(1);
        assertThat(pollReady()).isNull();
        advance(10);
        assertThat(context.wakes).isEqualTo(1);
    }

    @Test
    @Behaviour("DLQ-12")
    void remove_ofADueElement_takesItOut() {
        DelayQueue.Key<String> key = insert("foo", 10);
        advance(20);

        assertThat(queue.remove(key)).isEqualTo(new Expired<>("foo", start.plus(Duration.ofMillis(10)), key));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("DLQ-13")
    void remove_atTheBorderOfALevel_leavesTheOthers() {
        insert("1", 64);
        DelayQueue.Key<String> removed = insert("2", 64);
        insert("3", 128);
        assertPending();
        advance(64);

        queue.remove(removed);

        assertThat(drain()).containsExactly("1");
        advance(64);
        assertThat(drain()).containsExactly("3");
    }

    @Test
    void remove_twice_saysThatTheElementHasLeft() {
        DelayQueue.Key<String> key = insert("foo", 5);
        queue.remove(key);

        assertThat(queue.tryRemove(key)).isNull();
        assertThatThrownBy(() -> queue.remove(key))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("Key[foo] has left the delay queue");
        assertThatThrownBy(() -> queue.reset(key, Duration.ZERO)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> queue.deadline(key)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void remove_byAKeyOfAnotherQueue_isRefused() {
        DelayQueue.Key<String> foreign = DelayQueue.<String>create().insert("foo", Duration.ofMillis(5));

        assertThat(queue.tryRemove(foreign)).isNull();
        assertThatThrownBy(() -> queue.remove(foreign)).hasMessageContaining("another delay queue");
    }

    @Test
    @Behaviour("DLQ-35")
    void clear_wakesWhoWaitsAndTellsTheEnd() {
        DelayQueue.Key<String> key = insert("foo", 100);
        insert("bar", 200);
        assertPending();

        queue.clear();

        assertThat(context.wakes).isEqualTo(1);
        assertThat(pollReady()).isNull();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.tryRemove(key)).isNull();
    }

    // ---------------------------------------------------------------- reset

    @Test
    @Behaviour("DLQ-07")
    void reset_toLater_expiresThen() {
        DelayQueue.Key<String> key = insert("foo", 5);
        assertPending();
        advance(1);

        resetAt(key, 10);
        assertPending();
        advance(7);
        assertPending();
        advance(2);

        assertThat(drain()).containsExactly("foo");
    }

    @Test
    @Behaviour("DLQ-08")
    void reset_toThePast_wakesWhoWaits() {
        DelayQueue.Key<String> key = insert("foo", 5_000);
        assertPending();
        advance(40);

        resetAt(key, 30);

        assertThat(context.wakes).isEqualTo(1);
        assertThat(drain()).containsExactly("foo");
    }

    @Test
    @Behaviour({"DLQ-09", "DLQ-10"})
    void reset_severalTimes_countsAsTheLast() {
        DelayQueue.Key<String> key = insert("foo", 200);
        advance(3);
        resetAt(key, 50);
        advance(20);
        resetAt(key, 40_000);
        assertPending();

        advance(39_976);
        assertPending();
        advance(1);

        assertThat(drain()).containsExactly("foo");
    }

    @Test
    @Behaviour({"DLQ-11", "DLQ-22"})
    void reset_ofAnElementThatWasInsertedExpired_keepsTheSizeRight() {
        advance(100);
        DelayQueue.Key<String> key = queue.insertAt("foo", start);
        for (int i = 1; i <= 3; i++) {
            resetAt(key, 100 + 10 * i);
            assertThat(queue.size()).isEqualTo(1);
        }

        assertPending();
        advance(30);
        assertThat(drain()).containsExactly("foo");
        assertThat(queue.size()).isZero();
    }

    @Test
    @Behaviour("DLQ-15")
    void resets_ofSeveralElements_leaveTheOrderOfTheFinalDeadlines() {
        DelayQueue.Key<String> one = insert("one", 200);
        DelayQueue.Key<String> two = insert("two", 250);
        assertPending();
        resetAt(one, 300);
        resetAt(two, 350);
        resetAt(one, 400);

        advance(350);
        assertThat(drain()).containsExactly("two");
        advance(50);
        assertThat(drain()).containsExactly("one");
    }

    @Test
    @Behaviour("DLQ-16")
    void reset_ofTheFirstToEarlier_expiresItFirst() {
        DelayQueue.Key<String> one = insert("one", 200);
        insert("two", 250);
        assertPending();
        resetAt(one, 100);
        assertPending();

        advance(100);
        assertThat(drain()).containsExactly("one");
    }

    @Test
    @Behaviour("DLQ-17")
    void reset_ofTheSecondToEarlier_expiresItFirst() {
        insert("one", 200);
        DelayQueue.Key<String> two = insert("two", 250);
        assertPending();
        resetAt(two, 100);
        assertPending();

        advance(100);
        assertThat(drain()).containsExactly("two");
    }

    @Test
    @Behaviour("DLQ-18")
    void reset_ofTheFirstToLater_expiresTheOtherFirst() {
        DelayQueue.Key<String> one = insert("one", 200);
        insert("two", 250);
        assertPending();
        resetAt(one, 300);

        advance(250);
        assertThat(drain()).containsExactly("two");
        advance(50);
        assertThat(drain()).containsExactly("one");
    }

    @Test
    @Behaviour({"DLQ-21", "DLQ-23"})
    void reset_afterASlotHasBegun_movesTheWakeUpBothWays() {
        DelayQueue.Key<String> key = insert("foo", 500);
        assertPending();
        advance(450);
        resetAt(key, 1_000);
        advance(50);
        assertPending();

        advance(400);
        assertPending();
        resetAt(key, 920);
        assertPending();
        int before = context.wakes;
        advance(20);

        assertThat(context.wakes).isEqualTo(before + 1);
        assertThat(drain()).containsExactly("foo");
    }

    // ---------------------------------------------------------------- room

    @Test
    @Behaviour({"DLQ-26", "DLQ-27"})
    void compact_ofAnEmptyQueue_leavesNoRoom() {
        insert("foo", 10);
        DelayQueue.Key<String> removed = insert("bar", 20);
        advance(10);
        assertThat(drain()).containsExactly("foo");
        queue.remove(removed);
        assertThat(queue.capacity()).isPositive();

        queue.compact();

        assertThat(queue.capacity()).isZero();
    }

    @Test
    @Behaviour({"DLQ-28", "DLQ-29", "DLQ-31", "DLQ-32"})
    void compact_keepsKeysValid_andThoseThatLeftInvalid() {
        DelayQueue.Key<String> taken = insert("taken", 1);
        DelayQueue.Key<String> removed = insert("removed", 2);
        DelayQueue.Key<String> kept = insert("kept", 10);
        DelayQueue.Key<String> last = insert("last", 20);
        advance(1);
        assertThat(drain()).containsExactly("taken");
        queue.remove(removed);

        queue.compact();

        assertThat(queue.capacity()).isEqualTo(2);
        assertThat(queue.tryRemove(taken)).isNull();
        assertThat(queue.tryRemove(removed)).isNull();
        resetAt(kept, 30);
        assertThat(queue.remove(last).value()).isEqualTo("last");
        advance(29);
        assertThat(drain()).containsExactly("kept");
    }

    @Test
    void reserve_makesRoomForThatManyMore() {
        insert("foo", 10);

        queue.reserve(100);

        assertThat(queue.capacity()).isGreaterThanOrEqualTo(101);
        assertThat(DelayQueue.withCapacity(7).capacity()).isEqualTo(7);
        assertThatThrownBy(() -> DelayQueue.withCapacity(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.reserve(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- looks

    @Test
    @Behaviour("DLQ-33")
    void peek_returnsTheKeyThatIsDueNext() {
        assertThat(queue.peek()).isNull();
        DelayQueue.Key<String> second = insert("second", 20);
        DelayQueue.Key<String> first = insert("first", 10);

        assertThat(queue.peek()).isSameAs(first);
        resetAt(first, 30);
        assertThat(queue.peek()).isSameAs(second);
        assertThat(queue.deadline(second)).isEqualTo(start.plus(Duration.ofMillis(20)));
        assertThat(queue.keys()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void next_thatIsDropped_losesNothingAndLeavesNoTimer() throws Exception {
        insert("foo", 5);
        Future<Expired<String>> next = queue.next();
        assertThat(next.poll(context.polling).isReady()).isFalse();

        next.drop();
        advance(5);

        assertThat(context.wakes).isZero();
        assertThat(queue.next().poll(context.polling).get().value()).isEqualTo("foo");
    }

    @Test
    void take_fromAnEmptyQueue_waitsForAnElement() throws Exception {
        Future<Expired<String>> take = queue.take();
        assertThat(take.poll(context.polling).isReady()).isFalse();

        insert("foo", 5);
        assertThat(context.wakes).isEqualTo(1);
        assertThat(take.poll(context.polling).isReady()).isFalse();
        advance(5);

        assertThat(context.wakes).isEqualTo(2);
        assertThat(take.poll(context.polling).get().value()).isEqualTo("foo");
    }

    @Test
    void queue_usedBySeveralTasks_losesNothingAndGivesNothingEarly() throws Exception {
        int tasks = 4;
        int each = 200;
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            int taken = runtime.blockOn(runtime.spawn(() -> {
                DelayQueue<Integer> shared = DelayQueue.create();
                for (int task = 0; task < tasks; task++) {
                    spawn(() -> {
                        for (int i = 0; i < each; i++) {
                            DelayQueue.Key<Integer> key = shared.insert(i, Duration.ofSeconds(60));
                            yieldNow().await();
                            shared.reset(key, Duration.ofMillis(i % 4));
                        }
                    });
                }
                int count = 0;
                while (count < tasks * each) {
                    Moment deadline = shared.take().await().deadline();
                    assertThat(Moment.now()).isGreaterThanOrEqualTo(deadline);
                    count++;
                }
                return count;
            }));

            assertThat(taken).isEqualTo(tasks * each);
        }
    }

    @Test
    void next_afterItsEnd_isMisuse() throws Exception {
        Future<Expired<String>> next = queue.next();
        next.poll(context.polling);

        assertThatThrownBy(() -> next.poll(context.polling))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call next()");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anySequence_agreesWithASortedSet(long seed) {
        Random random = new Random(seed);
        TreeSet<DelayQueue.Key<String>> model =
                new TreeSet<>(Comparator.comparingLong((DelayQueue.Key<String> key) -> key.deadline)
                        .thenComparingLong(key -> key.sequence));
        for (int step = 0; step < 5_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> model.add(insert("step " + step, random.nextInt(500) - 50));
                case 2 -> removeOrReset(model, random);
                default -> {
                    advance(random.nextInt(20));
                    while (!model.isEmpty()
                            && model.first().deadline <= Moment.now().nanos()) {
                        assertThat(pollReady().key()).isSameAs(model.pollFirst());
                    }
                }
            }
            assertThat(queue.size()).isEqualTo(model.size());
            assertThat(queue.peek()).isSameAs(model.isEmpty() ? null : model.first());
        }
    }

    private void removeOrReset(Set<DelayQueue.Key<String>> model, Random random) {
        List<DelayQueue.Key<String>> keys = queue.keys();
        if (keys.isEmpty()) {
            return;
        }
        DelayQueue.Key<String> key = keys.get(random.nextInt(keys.size()));
        model.remove(key);
        if (random.nextBoolean()) {
            queue.remove(key);
        } else {
            queue.reset(key, Duration.ofMillis(random.nextInt(500)));
            model.add(key);
        }
    }

    // ---------------------------------------------------------------- helpers, in milliseconds

    private DelayQueue.Key<String> insert(String value, long delay) {
        return queue.insert(value, Duration.ofMillis(delay));
    }

    private void resetAt(DelayQueue.Key<String> key, long sinceStart) {
        queue.resetAt(key, start.plus(Duration.ofMillis(sinceStart)));
    }

    private void advance(long millis) {
        context.advance(Duration.ofMillis(millis));
    }

    private Poll<Expired<String>> poll() {
        return queue.pollExpired(context.polling);
    }

    private Expired<String> pollReady() {
        return poll().get();
    }

    private void assertPending() {
        assertThat(poll().isReady()).isFalse();
    }

    /** Takes what is due. */
    private List<String> drain() {
        List<String> taken = new ArrayList<>();
        while (poll() instanceof Poll.Ready<Expired<String>> ready && ready.value() != null) {
            taken.add(ready.value().value());
        }
        return taken;
    }
}
