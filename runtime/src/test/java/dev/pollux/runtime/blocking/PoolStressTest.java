package dev.pollux.runtime.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.runtime.spi.BlockingPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many submitters, few threads, short keep-alives: no job is forgotten, none runs twice. */
@Timeout(60)
class PoolStressTest {

    private final AtomicInteger threadsMade = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 10000", "2, 0", "8, 1", "64, 10000"})
    @Behaviour({"t:rt_spawn_blocking-01", "LBL-06"})
    void everyJob_runsOnce(int maxThreads, long keepAliveMillis) throws Exception {
        int submitters = 8;
        int jobs = 4_000;
        ThreadBlockingPool pool = pool(maxThreads, Duration.ofMillis(keepAliveMillis));
        AtomicIntegerArray ran = new AtomicIntegerArray(submitters * jobs);
        CountDownLatch all = new CountDownLatch(submitters * jobs);
        for (int s = 0; s < submitters; s++) {
            int base = s * jobs;
            new Thread(() -> {
                        for (int i = 0; i < jobs; i++) {
                            int job = base + i;
                            pool.execute(() -> {
                                ran.incrementAndGet(job);
                                all.countDown();
                            });
                            if (i % 64 == 0) {
                                Thread.onSpinWait(); // lets the pool go idle now and then
                            }
                        }
                    })
                    .start();
        }

        all.await();

        for (int i = 0; i < ran.length(); i++) {
            assertThat(ran.get(i)).as("job %d", i).isEqualTo(1);
        }
        assertThat(pool.shutdown(Duration.ofSeconds(50))).isZero();
    }

    @Test
    void jobsThatWaitForOneAnother_getAThreadEach() throws Exception {
        int count = 40;
        ThreadBlockingPool pool = pool(count, Duration.ofSeconds(50));
        CyclicBarrier together = new CyclicBarrier(count);
        CountDownLatch all = new CountDownLatch(count);

        for (int i = 0; i < count; i++) {
            pool.execute(() -> {
                await(together);
                all.countDown();
            });
        }

        all.await();
        assertThat(threadsMade).hasValue(count);
    }

    @Test
    void jobs_oneAfterTheOther_useOneThread() throws Exception {
        ThreadBlockingPool pool = pool(512, Duration.ofSeconds(50));
        for (int i = 0; i < 200; i++) {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(done::countDown);
            done.await();
            while (pool.idleThreads() == 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(threadsMade).hasValue(1);
    }

    @Test
    void jobsOfOneSubmitter_beginInOrder() throws Exception {
        ThreadBlockingPool pool = pool(1, Duration.ofSeconds(50));
        List<Integer> order = new ArrayList<>(); // by one thread
        CountDownLatch all = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            int job = i;
            pool.execute(() -> {
                order.add(job);
                all.countDown();
            });
        }
        all.await();

        assertThat(order).isSorted().hasSize(100);
    }

    @Test
    @Behaviour({"LBL-01", "LBL-05", "LBL-07"})
    void execute_racingShutdown_runsOrIsRefusedOrForgottenButNeverRunsAfterTheWait() throws Exception {
        for (int round = 0; round < 500; round++) {
            ThreadBlockingPool pool = pool(2, Duration.ofSeconds(50));
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            Thread submitter = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    try {
                        pool.execute(ran::incrementAndGet);
                    } catch (RejectedExecutionException e) {
                        refused.incrementAndGet();
                    }
                }
            });
            submitter.start();

            assertThat(pool.shutdown(Duration.ofSeconds(50))).isZero();
            submitter.join();

            assertThat(ran.get() + refused.get()).isLessThanOrEqualTo(20);
            assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void jobsWithoutAThreadToBeHad_areRefusedAndLaterOnesRun() throws Exception {
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        AtomicInteger failures = new AtomicInteger(1);
        ThreadBlockingPool pool = new ThreadBlockingPool(2, Duration.ofSeconds(50), body -> {
            if (failures.getAndDecrement() > 0) {
                throw noThread;
            }
            new Thread(body).start();
        });
        List<RejectedExecutionException> refused = new ArrayList<>();
        CountDownLatch ran = new CountDownLatch(1);

        pool.execute(new Job(() -> {}, refused));
        pool.execute(new Job(ran::countDown, refused));

        ran.await();
        assertThat(refused).singleElement().satisfies(e -> assertThat(e).hasCause(noThread));
        pool.shutdown(Duration.ofSeconds(50));
    }

    @Test
    void jobWithoutASecondThreadToBeHad_isRunByTheFirst() throws Exception {
        AtomicInteger allowed = new AtomicInteger(1);
        ThreadBlockingPool pool = new ThreadBlockingPool(2, Duration.ofSeconds(50), body -> {
            if (allowed.getAndDecrement() <= 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            new Thread(body).start();
        });
        List<RejectedExecutionException> refused = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(() -> {
            started.countDown();
            await(finish);
        });
        started.await();

        pool.execute(new Job(ran::countDown, refused));
        finish.countDown();

        ran.await();
        assertThat(refused).isEmpty();
        pool.shutdown(Duration.ofSeconds(50));
    }

    private record Job(Runnable body, List<RejectedExecutionException> refused) implements BlockingPool.Job {

        @Override
        public void run() {
            body.run();
        }

        @Override
        public void refuse(RejectedExecutionException cause) {
            refused.add(cause);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private ThreadBlockingPool pool(int max, Duration keepAlive) {
        return new ThreadBlockingPool(max, keepAlive, body -> {
            threadsMade.incrementAndGet();
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            thread.start();
        });
    }
}
