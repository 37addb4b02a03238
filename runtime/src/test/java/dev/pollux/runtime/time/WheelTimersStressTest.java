package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that arm, move, poll and cancel timers, against one that fires them. */
@Timeout(60)
class WheelTimersStressTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int THREADS = 3;
    private static final int ROUNDS = 20_000;

    private final AtomicLong now = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** A timer, used by one thread at a time as a future is, and how often it was woken since it was armed. */
    private final class Subject {
        final TestTimer timer;
        final AtomicInteger wakes = new AtomicInteger();
        final Waker waker = Waker.of(wakes::incrementAndGet);

        Subject(WheelTimers timers) {
            timer = new TestTimer(timers, now.get());
        }

        /** Whatever happened before: armed now, it must be woken, and not be fired early. */
        void mustFire() {
            wakes.set(0);
            timer.moveTo(now.get() + 2 * MILLI);
            boolean fired = timer.poll(waker);
            while (!fired && wakes.get() == 0) {
                Thread.onSpinWait();
            }
            while (!fired) { // a late wake of the time before counts as one, too
                fired = timer.poll(waker);
            }
            assertThat(now.get() - timer.deadline()).as("lateness").isNotNegative();
        }

        void step(Random random) {
            switch (random.nextInt(5)) {
                case 0, 1 -> checkedPoll();
                case 2 -> timer.moveTo(now.get() + random.nextInt(3) * MILLI);
                case 3 -> timer.moveTo(timer.deadline() + random.nextInt(100) * MILLI);
                default -> timer.cancel();
            }
        }

        private void checkedPoll() {
            if (timer.poll(waker)) {
                assertThat(now.get() - timer.deadline()).as("lateness").isNotNegative();
            }
        }
    }

    @Test
    @Behaviour({"s:runtime/time_alt/tests-04", "s:runtime/time_alt/cancellation_queue/tests-02"})
    void oneWheel_underAllOperations_losesNothingAndFiresNothingEarly() throws Exception {
        WheelTimers timers = new WheelTimers(now::get, () -> {});

        run(List.of(timers));

        assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE);
    }

    @Test
    void wheelsOfWorkers_underAllOperations_loseNothingAndFireNothingEarly() throws Exception {
        List<WheelTimers> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(new WheelTimers(
                    now::get,
                    () -> {},
                    () -> all.get(ThreadLocalRandom.current().nextInt(THREADS))));
        }

        run(all);

        assertThat(all).allSatisfy(timers -> assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE));
    }

    private void run(List<WheelTimers> all) throws Exception {
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            users.add(threads.submit(() -> use(all.get(0), random)));
        }
        Future<?> firing = threads.submit(() -> fire(all));
        for (Future<?> user : users) {
            user.get();
        }
        over.set(true);
        firing.get();
    }

    private void use(WheelTimers timers, Random random) {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            subjects.add(new Subject(timers));
        }
        for (int round = 0; round < ROUNDS; round++) {
            subjects.get(random.nextInt(8)).step(random);
        }
        subjects.forEach(Subject::mustFire);
        subjects.forEach(subject -> subject.timer.cancel());
    }

    private void fire(List<WheelTimers> all) {
        while (!over.get()) {
            now.addAndGet(MILLI / 4);
            all.forEach(timers -> timers.fireExpired(5));
        }
    }

    @Test
    void close_whileThreadsArm_endsEveryTimer() throws Exception {
        for (int round = 0; round < 200; round++) {
            WheelTimers timers = new WheelTimers(now::get, () -> {});
            List<Future<Integer>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                users.add(threads.submit(() -> armUntilRefused(timers)));
            }
            timers.close();
            for (Future<Integer> user : users) {
                assertThat(user.get())
                        .as("timers that were armed and never ended")
                        .isZero();
            }
        }
    }

    private Integer armUntilRefused(WheelTimers timers) {
        List<Subject> armed = new ArrayList<>();
        try {
            while (true) {
                Subject subject = new Subject(timers);
                subject.timer.moveTo(now.get() + MILLI);
                armed.add(subject);
                subject.timer.poll(subject.waker);
            }
        } catch (IllegalStateException shutDown) {
            armed.remove(armed.size() - 1);
        }
        return (int) armed.stream().filter(this::isStillArmed).count();
    }

    /** Not before close() has returned in the other thread is this certain, so it is waited for. */
    private boolean isStillArmed(Subject subject) {
        while (subject.wakes.get() == 0) {
            Thread.onSpinWait();
        }
        try {
            subject.timer.poll(subject.waker);
            return true;
        } catch (IllegalStateException shutDown) {
            return false;
        }
    }
}
