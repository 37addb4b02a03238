package dev.pollux.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunQueueTest {

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {}
    }

    private final RunQueue queue = new RunQueue();
    private final InjectQueue injected = new InjectQueue();

    private void offerUpTo(int end) {
        for (int i = 0; i < end; i++) {
            assertThat(queue.offer(new Numbered(i))).isTrue();
        }
    }

    private static List<Integer> drain(RunQueue queue) {
        List<Integer> numbers = new ArrayList<>();
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            numbers.add(((Numbered) task).number());
        }
        return numbers;
    }

    private static List<Integer> upTo(int begin, int end) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    @Behaviour("QUE-01")
    void poll_takesTheOldest() {
        offerUpTo(RunQueue.CAPACITY);

        assertThat(queue.offer(new Numbered(-1))).isFalse();
        assertThat(drain(queue)).isEqualTo(upTo(0, RunQueue.CAPACITY));
        assertThat(queue.poll()).isNull();
    }

    @Test
    void forgetTaken_ofAFullQueue_keepsWhatIsInIt() {
        offerUpTo(RunQueue.CAPACITY);
        queue.poll();
        assertThat(queue.offer(new Numbered(RunQueue.CAPACITY))).isTrue();

        queue.forgetTaken();

        assertThat(drain(queue)).isEqualTo(upTo(1, RunQueue.CAPACITY + 1));
    }

    @Test
    @Behaviour("QUE-04")
    void spill_keepsTheOlderHalfAndGivesTheRestAwayInOrder() {
        offerUpTo(RunQueue.CAPACITY);

        assertThat(queue.spill(injected, new Numbered(RunQueue.CAPACITY))).isTrue();

        assertThat(drain(queue)).isEqualTo(upTo(0, RunQueue.CAPACITY / 2));
        List<Integer> given = new ArrayList<>();
        for (Runnable task = injected.poll(); task != null; task = injected.poll()) {
            given.add(((Numbered) task).number());
        }
        assertThat(given).isEqualTo(upTo(RunQueue.CAPACITY / 2, RunQueue.CAPACITY + 1));
    }

    @Test
    void spill_ofAQueueWithRoom_isRefused() {
        offerUpTo(RunQueue.CAPACITY - 1);

        assertThat(queue.spill(injected, new Numbered(0))).isFalse();
        assertThat(injected.isEmpty()).isTrue();
    }

    @Test
    void steal_takesTheOlderHalfRoundedUp() {
        offerUpTo(5);
        RunQueue thief = new RunQueue();

        assertThat(queue.stealInto(thief)).isEqualTo(new Numbered(0));

        assertThat(drain(thief)).containsExactly(1, 2);
        assertThat(drain(queue)).containsExactly(3, 4);
        assertThat(queue.stealInto(thief)).isNull();
    }

    @Test
    @Behaviour("QUE-05")
    void steal_ofFour_takesTwo_oneOfThemAtOnce() {
        offerUpTo(4);
        RunQueue thief = new RunQueue();

        assertThat(queue.stealInto(thief)).isEqualTo(new Numbered(0));

        assertThat(drain(thief)).containsExactly(1);
        assertThat(drain(queue)).containsExactly(2, 3);
    }

    @Test
    void numbers_tellWhenATaskHasComeToTheFront() {
        offerUpTo(2);
        long third = queue.nextNumber();
        queue.offer(new Numbered(2));

        assertThat(queue.hasReached(third)).isFalse();
        queue.poll();
        queue.poll();
        assertThat(queue.hasReached(third)).isTrue();
    }

    /** One owner that adds, takes and spills, and some thieves: each task comes out once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Behaviour({"QUE-06", "QUE-07"})
    void thieves_takeEachTaskOnce(int count) throws Exception {
        int tasks = 200_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(tasks);
        CountDownLatch allOffered = new CountDownLatch(1);
        List<Thread> thieves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thief = new Thread(() -> {
                RunQueue own = new RunQueue();
                boolean last = false;
                while (true) {
                    Runnable first = queue.stealInto(own);
                    if (first == null) {
                        if (last) {
                            return;
                        }
                        last = allOffered.getCount() == 0;
                        Thread.onSpinWait();
                        continue;
                    }
                    taken.incrementAndGet(((Numbered) first).number());
                    drain(own).forEach(taken::incrementAndGet);
                }
            });
            thief.start();
            thieves.add(thief);
        }
        for (int i = 0; i < tasks; i++) {
            Numbered task = new Numbered(i);
            while (!queue.offer(task)) {
                if (queue.spill(injected, task)) {
                    break;
                }
            }
            if (i % 3 == 0) {
                Runnable own = queue.poll();
                if (own != null) {
                    taken.incrementAndGet(((Numbered) own).number());
                }
            }
        }
        drain(queue).forEach(taken::incrementAndGet);
        allOffered.countDown();
        for (Thread thief : thieves) {
            thief.join();
        }
        for (Runnable task = injected.poll(); task != null; task = injected.poll()) {
            taken.incrementAndGet(((Numbered) task).number());
        }
        for (int i = 0; i < tasks; i++) {
            assertThat(taken.get(i)).as("task %d", i).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, RunQueue.CAPACITY})
    @Behaviour({"QUE-02", "QUE-03"})
    void injected_inBatches_fillsAQueueToItsLastSlot(int batch) {
        for (int i = 0; i < RunQueue.CAPACITY * 3; i++) {
            injected.add(new Numbered(i));
        }

        int polled = 0;
        while (queue.room() > 0) {
            injected.pollInto(queue, batch);
            polled++;
        }

        assertThat(polled).isEqualTo(RunQueue.CAPACITY / batch);
        assertThat(queue.size()).isEqualTo(RunQueue.CAPACITY);
        assertThat(injected.size()).isEqualTo(RunQueue.CAPACITY * 2 - polled);
        assertThat(drain(queue)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Behaviour("INJ-03")
    void injected_movesAShareIntoAQueue() {
        for (int i = 0; i < 200; i++) {
            injected.add(new Numbered(i));
        }

        assertThat(injected.pollInto(queue, 99)).isEqualTo(new Numbered(0));

        assertThat(drain(queue)).isEqualTo(upTo(1, 100));
        assertThat(injected.size()).isEqualTo(100);
        assertThat(injected.poll()).isEqualTo(new Numbered(100));
    }
}
