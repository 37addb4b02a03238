package dev.pollux.runtime.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadBlockingPoolTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test
    void jobs_upToTheCap_runAtTheSameTimeAndTheRestQueues() throws Exception {
        ThreadBlockingPool pool = pool(2, LONG);
        CountDownLatch bothRun = new CountDownLatch(2);
        Semaphore finish = new Semaphore(0);
        CountDownLatch all = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> {
                bothRun.countDown();
                finish.acquireUninterruptibly();
                all.countDown();
            });
        }
        bothRun.await();
        assertThat(threads).hasSize(2);

        finish.release(3);
        all.await();

        assertThat(threads).hasSize(2);
        assertThat(pool.shutdown(LONG)).isZero();
    }

    @Test
    void jobThatThrows_leavesItsThreadToTheNext() throws Exception {
        ThreadBlockingPool pool = pool(1, LONG);
        CountDownLatch next = new CountDownLatch(1);

        pool.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
            throw new IllegalStateException("must not, but did");
        });
        pool.execute(next::countDown);

        next.await();
        assertThat(threads).hasSize(1);
    }

    @Test
    void jobThatLeavesItsThreadInterrupted_losesNoJob() throws Exception {
        ThreadBlockingPool pool = pool(1, LONG);
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(() -> {
                Thread.currentThread().interrupt();
                done.countDown();
            });
            done.await();
        }
        assertThat(pool.shutdown(LONG)).isZero();
    }

    @Test
    void job_afterOneThatLeftItsThreadInterrupted_startsWithoutTheInterrupt() throws Exception {
        ThreadBlockingPool pool = pool(1, LONG);
        CountDownLatch queued = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> {
            awaitUninterruptibly(queued);
            Thread.currentThread().interrupt();
        });
        pool.execute(() -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            done.countDown();
        });

        queued.countDown();
        done.await();

        assertThat(interrupted).isFalse();
    }

    @Test
    void idleThread_endsAfterTheKeepAlive() throws Exception {
        ThreadBlockingPool pool = pool(1, Duration.ZERO);
        CountDownLatch ran = new CountDownLatch(1);

        pool.execute(ran::countDown);
        ran.await();

        threads.get(0).join();
        assertThat(threads.get(0).isAlive()).isFalse();
    }

    @Test
    void shutdown_forgetsQueuedJobsAndCountsRunningOnes() throws Exception {
        ThreadBlockingPool pool = pool(1, LONG);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicInteger queuedRan = new AtomicInteger();
        pool.execute(() -> {
            started.countDown();
            awaitUninterruptibly(finish);
        });
        started.await();
        pool.execute(queuedRan::incrementAndGet);

        assertThat(pool.shutdown(Duration.ZERO)).isEqualTo(1);
        finish.countDown();
        assertThat(pool.shutdown(LONG)).isZero();

        assertThat(queuedRan).hasValue(0);
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ThreadBlockingPool pool(int max, Duration keepAlive) {
        return new ThreadBlockingPool(max, keepAlive, body -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        });
    }
}
