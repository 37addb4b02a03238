package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many tasks and threads at once. A lost wake-up makes these hang, and the time limit fail. */
@Timeout(120)
class StressTest {

    private static final int TASKS = 100_000;

    /** Passes a number to and fro between a foreign thread and a task, until it reaches the last round. */
    private static final class PingPong implements Future<Integer> {

        private final int rounds;
        private volatile int ball; // even: the task's turn
        private volatile Waker waker = Waker.noop();
        private final AtomicBoolean polling = new AtomicBoolean();

        PingPong(int rounds) {
            this.rounds = rounds;
        }

        @Override
        public Poll<Integer> poll(Context cx) {
            assertThat(polling.getAndSet(true)).as("polled by two threads").isFalse();
            waker = cx.waker();
            int seen = ball;
            if (seen % 2 == 0) {
                ball = seen + 1;
            }
            polling.set(false);
            return seen >= rounds ? Poll.ready(seen) : Poll.pending();
        }

        /** The foreign side; returns whether the game goes on. */
        boolean returnBall() {
            int seen = ball;
            if (seen % 2 == 1) {
                ball = seen + 1;
                waker.wake();
            }
            return seen <= rounds;
        }
    }

    @Test
    void hundredThousandSpawns_fromSeveralThreads_allRun() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(TASKS);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(4).build()) {
            List<Thread> spawners = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread spawner = new Thread(() -> {
                    for (int n = 0; n < TASKS / 4; n++) {
                        runtime.spawn(TestFutures.call(() -> {
                            all.countDown();
                            return ran.incrementAndGet();
                        }));
                    }
                });
                spawners.add(spawner);
                spawner.start();
            }
            waitFor(all);
            for (Thread spawner : spawners) {
                spawner.join();
            }
        }
        assertThat(ran).hasValue(TASKS);
    }

    @Test
    void tasksThatSpawnTasks_allEnd() throws Exception {
        CountDownLatch leaves = new CountDownLatch(1 << 14);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(4).build()) {
            runtime.spawn(tree(runtime, 14, leaves));

            waitFor(leaves);
        }
    }

    private static Future<String> tree(AsyncRuntime runtime, int depth, CountDownLatch leaves) {
        return TestFutures.call(() -> {
            if (depth == 0) {
                leaves.countDown();
            } else {
                runtime.spawn(tree(runtime, depth - 1, leaves));
                runtime.spawn(tree(runtime, depth - 1, leaves));
            }
            return "done";
        });
    }

    @Test
    void wakesFromForeignThreads_areNeverLost() throws Exception {
        int rounds = 20_000;
        for (int workers = 1; workers <= 3; workers++) {
            try (AsyncRuntime runtime =
                    AsyncRuntime.multiThread().workerThreads(workers).build()) {
                playAll(runtime, rounds);
            }
        }
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            playAll(runtime, rounds);
        }
    }

    private static void playAll(AsyncRuntime runtime, int rounds) throws Exception {
        List<PingPong> games = List.of(new PingPong(rounds), new PingPong(rounds), new PingPong(rounds));
        Thread partner = new Thread(() -> {
            boolean on = true;
            while (on) {
                on = false;
                for (PingPong game : games) {
                    on |= game.returnBall();
                }
                Thread.onSpinWait();
            }
        });
        partner.start();
        List<JoinHandle<Integer>> handles = new ArrayList<>();
        for (PingPong game : games.subList(1, games.size())) {
            handles.add(runtime.spawn(game));
        }

        assertThat(runtime.blockOn(games.get(0))).as("the root future").isEqualTo(rounds);
        for (JoinHandle<Integer> handle : handles) {
            assertThat(runtime.blockOn(handle)).isEqualTo(rounds);
        }
        partner.join();
    }

    @Test
    void abortsThatRaceWithCompletion_leaveOneOutcome() throws Exception {
        int tasks = 20_000;
        AtomicInteger drops = new AtomicInteger();
        int ended = 0;
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            List<JoinHandle<String>> handles = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                JoinHandle<String> handle = runtime.spawn(new Future<String>() {
                    @Override
                    public Poll<String> poll(Context cx) {
                        return Poll.ready("value");
                    }

                    @Override
                    public void drop() {
                        drops.incrementAndGet();
                    }
                });
                handle.abort();
                handles.add(handle);
            }
            for (JoinHandle<String> handle : handles) {
                ended += valueOrCancelled(runtime, handle);
            }
        }
        assertThat(ended).isEqualTo(tasks);
        assertThat(drops).hasValue(tasks);
    }

    /** Wakes itself in each poll, so that some worker is always about to poll it; notes every overlap and every second drop. */
    private static final class Restless implements Future<String> {

        private final AtomicBoolean inside = new AtomicBoolean();
        private final AtomicInteger offences;
        private final AtomicInteger drops;
        private volatile boolean polled;
        private volatile boolean dropped;

        Restless(AtomicInteger offences, AtomicInteger drops) {
            this.offences = offences;
            this.drops = drops;
        }

        @Override
        public Poll<String> poll(Context cx) {
            enter();
            polled = true;
            cx.waker().wake();
            Thread.onSpinWait();
            inside.set(false);
            return Poll.pending();
        }

        @Override
        public void drop() {
            enter();
            dropped = true;
            drops.incrementAndGet();
            inside.set(false);
        }

        private void enter() {
            if (inside.getAndSet(true) || dropped) {
                offences.incrementAndGet();
            }
        }
    }

    @Test // case 105
    void abortsOfTasksThatArePolled_waitForThePoll() throws Exception {
        int tasks = 2_000;
        AtomicInteger offences = new AtomicInteger();
        AtomicInteger drops = new AtomicInteger();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(3).build()) {
            for (int i = 0; i < tasks; i++) {
                Restless future = new Restless(offences, drops);
                JoinHandle<String> handle = runtime.spawn(future);
                Thread other = i % 100 == 0 ? new Thread(handle::abort) : null;
                while (!future.polled) {
                    Thread.onSpinWait();
                }
                if (other != null) {
                    other.start();
                }
                handle.abort();
            }
        }
        assertThat(offences)
                .as("a drop during a poll, a poll after a drop, or a second drop")
                .hasValue(0);
        assertThat(drops).hasValue(tasks);
    }

    private static int valueOrCancelled(AsyncRuntime runtime, JoinHandle<String> handle) throws Exception {
        try {
            return runtime.blockOn(handle).equals("value") ? 1 : 0;
        } catch (TaskCancelledException e) {
            return 1;
        }
    }

    @Test
    void shutdownWhileOthersSpawnAndWake_endsEveryTask() throws Exception {
        for (int round = 0; round < 50; round++) {
            AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
            List<JoinHandle<String>> handles = new ArrayList<>();
            CountDownLatch some = new CountDownLatch(100);
            Thread spawner = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    handles.add(runtime.spawn(cx -> {
                        cx.waker().wake(); // never ends by itself
                        return Poll.pending();
                    }));
                    some.countDown();
                }
            });
            spawner.start();
            waitFor(some);

            runtime.close();
            spawner.join();

            assertThat(handles).hasSize(500).allMatch(JoinHandle::isFinished);
        }
    }
}
