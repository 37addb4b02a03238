package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.Draining;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskId;
import dev.pollux.task.Unfinished;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs, shut down at random instants: nothing is lost, nothing is counted twice, nobody waits for ever. */
class ShutdownPropertyTest {

    private static final int PROGRAMS = 500;

    /** The longest time given to a shutdown, and the only limit that is a matter of time; for what it allows, a broken one hangs. */
    private static final long GUARD_SECONDS = 10;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(120)
    void anyProgram_shutDownAtAnyInstant_hasEachTaskInOneBucketAndAnswersEachHandle(boolean multiThread)
            throws Exception {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            try {
                new Program(seed, multiThread).runAndCheck();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", multi-thread " + multiThread, e);
            }
        }
    }

    private static final class Program {

        private static final int MOST_TASKS = 12;
        private static final List<Duration> TIMES =
                List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(GUARD_SECONDS));

        private final Random random;
        private final AsyncRuntime runtime;
        private final CountDownLatch release = new CountDownLatch(1);
        private final Queue<JoinHandle<?>> handles = new ConcurrentLinkedQueue<>();
        private boolean stubborn;
        private int tasks;

        Program(long seed, boolean multiThread) {
            random = new Random(seed);
            RuntimeBuilder builder = multiThread
                    ? AsyncRuntime.multiThread().workerThreads(1 + random.nextInt(2))
                    : AsyncRuntime.currentThread();
            runtime = builder.onFailure(failure -> {})
                    .maxBlockingThreads(2)
                    .cleanUpLimit(Duration.ofMillis(random.nextInt(3)))
                    .build();
        }

        void runAndCheck() throws Exception {
            int roots = 1 + random.nextInt(4);
            EnterGuard guard = runtime.enter();
            try {
                for (int i = 0; i < roots; i++) {
                    keep(spawn(task(2)));
                }
                if (random.nextInt(4) == 0) {
                    drainSometime();
                }
            } finally {
                guard.close();
            }
            letRun();
            Duration time = TIMES.get(random.nextInt(stubborn ? TIMES.size() - 1 : TIMES.size()));
            long begin = System.nanoTime();
            ShutdownReport report = runtime.shutdown(time);
            long took = System.nanoTime() - begin;
            check(report);
            assertThat(took).as("the guard").isLessThan(TimeUnit.SECONDS.toNanos(GUARD_SECONDS));
            release.countDown();
            runtime.close();
            ShutdownReport last = runtime.shutdown(Duration.ZERO);
            check(last);
            assertThat(last.isComplete()).isTrue();
            assertThat(last.tasks()).isEqualTo(report.tasks());
            assertThat(handles).allMatch(JoinHandle::isFinished);
        }

        private void check(ShutdownReport report) throws Exception {
            assertThat(report.isBalanced()).as(report.toString()).isTrue();
            Set<TaskId> stuck = new HashSet<>();
            report.stuck().stream().map(Unfinished::task).forEach(stuck::add);
            Set<TaskId> named = new HashSet<>();
            Stream.of(report.givenUp(), report.interrupted(), report.abandoned(), report.stuck())
                    .flatMap(List::stream)
                    .map(Unfinished::task)
                    .filter(Objects::nonNull) // a worker in no task
                    .forEach(id ->
                            assertThat(named.add(id)).as("%s is named once", id).isTrue());
            for (JoinHandle<?> handle : handles) {
                assertThat(handle.isFinished() || stuck.contains(handle.id()))
                        .as("%s of %s", handle, report)
                        .isTrue();
            }
        }

        private void letRun() throws Exception {
            int turns = random.nextInt(30);
            runtime.blockOn(async(() -> {
                for (int i = 0; i < turns; i++) {
                    yieldNow().await();
                }
            }));
        }

        private <T> JoinHandle<T> keep(JoinHandle<T> handle) {
            handles.add(handle);
            return handle;
        }

        // ------------------------------------------------------------ parts of programs

        private Future<@Nullable Void> task(int depth) {
            int kind = ++tasks > MOST_TASKS ? 0 : random.nextInt(8);
            Future<@Nullable Void> first = depth > 0 ? task(depth - 1) : Futures.ready(null);
            Future<@Nullable Void> second = depth > 1 ? task(depth - 1) : Futures.ready(null);
            return switch (kind) {
                case 0 -> sleeping(random.nextInt(3));
                case 1 -> joining(first, second);
                case 2 -> detaching(first, second);
                case 3 -> failing(first);
                case 4 -> cleaning(random.nextInt(3));
                case 5 -> failingClean();
                case 6 -> blocking(random.nextInt(3));
                default -> Futures.<@Nullable Void>pending();
            };
        }

        private static Future<@Nullable Void> sleeping(int millis) {
            return async(() -> {
                sleep(Duration.ofMillis(millis)).await();
            });
        }

        private Future<@Nullable Void> joining(Future<@Nullable Void> first, Future<@Nullable Void> second) {
            return async(() -> {
                JoinHandle<@Nullable Void> left = keep(spawn(first));
                second.await();
                while (!left.isFinished()) {
                    yieldNow().await();
                }
            });
        }

        private Future<@Nullable Void> detaching(Future<@Nullable Void> first, Future<@Nullable Void> second) {
            return async(() -> {
                keep(spawn(first));
                keep(spawn(second));
                yieldNow().await();
            });
        }

        private static Future<@Nullable Void> failing(Future<@Nullable Void> first) {
            return async(() -> {
                first.await();
                throw new IllegalStateException("failed");
            });
        }

        private static Future<@Nullable Void> cleaning(int millis) {
            return async(() -> {
                try {
                    Futures.<Void>pending().await();
                } finally {
                    sleep(Duration.ofMillis(millis)).await();
                    yieldNow().await();
                }
            });
        }

        private static Future<@Nullable Void> failingClean() {
            return new Future<>() {
                @Override
                public Poll<@Nullable Void> poll(Context cx) {
                    return Poll.pending();
                }

                @Override
                public void drop() {
                    throw new IllegalStateException("clean-up failed");
                }
            };
        }

        private Future<@Nullable Void> blocking(int kind) {
            stubborn |= kind > 0;
            return async(() -> {
                JoinHandle<Integer> job = keep(spawnBlocking(() -> block(kind)));
                while (!job.isFinished()) {
                    yieldNow().await();
                }
            });
        }

        private int block(int kind) throws InterruptedException {
            switch (kind) {
                case 0 -> Thread.onSpinWait();
                case 1 -> release.await();
                default -> {
                    while (release.getCount() > 0) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                        Thread.interrupted();
                    }
                }
            }
            return kind;
        }

        private void drainSometime() {
            Future<@Nullable Void> work = sleeping(random.nextInt(3));
            RuntimeContext.current().drainAtShutdown(new Draining() {
                @Override
                public String name() {
                    return "random";
                }

                @Override
                public Future<?> drain() {
                    return work;
                }
            });
        }
    }
}
