package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.keep;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futurelock;
import dev.pollux.future.Futures;
import dev.pollux.future.Resource;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Mutex;
import dev.pollux.sync.Notify;
import dev.pollux.sync.OnceCell;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Something is handed to a future that its task does not poll any more. */
class FuturelockTest {

    private final List<Futurelock> reports = new ArrayList<>();
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().onFuturelock(reports::add).build();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** The program of the report that gave the hang its name: a branch that lost is kept, and then the same lock is wanted again. */
    @Test
    void lock_handedToALoserThatWasKept_isReportedWithBothLines() throws Exception {
        Mutex<String> mutex = new Mutex<>("resource");
        var held = mutex.tryLock();
        JoinHandle<Void> stuck = runtime.spawn(() -> {
            Future<Void> first = use(mutex);
            select(when(keep(first), ignored -> "first"), when(ready("second"), found -> found))
                    .biased()
                    .await();
            use(mutex).await();
        });
        letOthersRun();

        held.close();
        letOthersRun();

        assertThat(stuck.isFinished()).isFalse();
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.resource()).isEqualTo(new Resource(mutex, "the lock of"));
            assertThat(report.waitedAt())
                    .isNotNull()
                    .satisfies(place -> assertThat(place.getMethodName()).isEqualTo("use"));
            assertThat(report.parkedSite())
                    .isNotNull()
                    .satisfies(place -> assertThat(place.getMethodName()).isEqualTo("use"));
            assertThat(report.toString())
                    .contains("lock of Mutex", "FuturelockTest.java:", "lock_handedToALoser", "lock of Mutex");
        });
        stuck.abort();
    }

    private static Future<Void> use(Mutex<String> mutex) {
        return async(() -> {
            try (var guard = mutex.lock().await()) {
                guard.get();
            }
        });
    }

    @Test
    void lock_handedToALoserThatIsPolledOn_isNotReported() throws Exception {
        Mutex<String> mutex = new Mutex<>("resource");
        var held = mutex.tryLock();
        JoinHandle<Void> fine = runtime.spawn(() -> {
            Future<Void> first = use(mutex);
            select(when(keep(first), ignored -> "first"), when(ready("second"), found -> found))
                    .biased()
                    .await();
            join(first, use(mutex)).await();
        });
        letOthersRun();

        held.close();
        runtime.blockOn(fine);

        assertThat(reports).isEmpty();
    }

    @Test
    void lock_handedToALoserThatWasDropped_goesOnToTheNext() throws Exception {
        Mutex<String> mutex = new Mutex<>("resource");
        var held = mutex.tryLock();
        JoinHandle<Void> fine = runtime.spawn(() -> {
            race(use(mutex), ready(null)).biased().await();
            use(mutex).await();
        });
        letOthersRun();

        held.close();
        runtime.blockOn(fine);

        assertThat(reports).isEmpty();
    }

    /** A handler sends into a channel whose room was handed to a send that the loop keeps for later. */
    @Test
    void room_handedToASendThatIsNotPolled_isReported() throws Exception {
        var channel = Mpsc.<Integer>bounded(1);
        channel.sender().trySend(0);
        JoinHandle<Void> stuck = runtime.spawn(() -> {
            Future<Void> later = channel.sender().send(1);
            select(when(keep(later), ignored -> 1), when(ready(2), two -> two))
                    .biased()
                    .await();
            channel.sender().send(2).await();
        });
        letOthersRun();

        assertThat(channel.receiver().tryRecv()).isZero();
        letOthersRun();

        assertThat(stuck.isFinished()).isFalse();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.resource().what()).isEqualTo("room in"));
        stuck.abort();
    }

    /** Whoever computed the value was dropped, and the turn went to a future that nobody polls. */
    @Test
    void turnToInitialise_handedToALoserThatWasKept_isReported() throws Exception {
        OnceCell<Integer> cell = new OnceCell<>();
        JoinHandle<Integer> first =
                runtime.spawn(cell.getOrInit(() -> Futures.<Integer>pending().await()));
        letOthersRun();
        JoinHandle<Void> stuck = runtime.spawn(() -> {
            Future<Integer> second = cell.getOrInit(() -> 2);
            select(when(keep(second), ignored -> 1), when(ready(2), two -> two))
                    .biased()
                    .await();
            cell.getOrInit(() -> 3).await();
        });
        letOthersRun();

        first.abort();
        letOthersRun();

        assertThat(stuck.isFinished()).isFalse();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.resource()).isEqualTo(new Resource(cell, "the value of")));
        stuck.abort();
    }

    /** Others have been told as well, so nobody misses anything. */
    @Test
    void notificationOfAll_thatIsNotPolled_isNotReported() throws Exception {
        Notify notify = new Notify();
        JoinHandle<Void> stuck = runtime.spawn(() -> {
            Future<Void> first = notify.notified();
            select(when(keep(first), ignored -> 1), when(ready(2), two -> two))
                    .biased()
                    .await();
            notify.notified().await();
            Futures.pending().await();
        });
        letOthersRun();

        notify.notifyWaiters();
        letOthersRun();

        assertThat(stuck.isFinished()).isFalse();
        assertThat(reports).isEmpty();
        stuck.abort();
    }

    @Test
    void permit_handedWhileTheTaskIsBusyWithItsOwnWait_isReportedOnceForEachPairOfLines() throws Exception {
        Semaphore semaphore = new Semaphore(0);
        for (int i = 0; i < 3; i++) {
            JoinHandle<Void> stuck = runtime.spawn(() -> {
                var put = semaphore.acquire();
                select(when(keep(put), ignored -> 1), when(ready(2), two -> two))
                        .biased()
                        .await();
                semaphore.acquire().await();
            });
            letOthersRun();
            semaphore.addPermits(1);
            letOthersRun();
            stuck.abort();
            letOthersRun();
        }

        assertThat(reports).hasSize(1);
    }

    private void letOthersRun() throws Exception {
        runtime.blockOn(async(() -> {
            for (int i = 0; i < 5; i++) {
                yieldNow().await();
            }
        }));
    }

    @Test
    @Behaviour("f:lock_mutex-03")
    void contendedLocks_inManyTasks_areNotReported() throws Exception {
        Mutex<Integer> mutex = new Mutex<>(0);
        runtime.blockOn(async(() -> {
            List<JoinHandle<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                tasks.add(spawn(() -> {
                    for (int j = 0; j < 20; j++) {
                        try (var guard = mutex.lock().await()) {
                            yieldNow().await();
                            guard.set(guard.get() + 1);
                        }
                    }
                }));
            }
            for (JoinHandle<Void> task : tasks) {
                task.await();
            }
        }));

        assertThat(mutex.tryLock().get()).isEqualTo(1_000);
        assertThat(reports).isEmpty();
    }
}
