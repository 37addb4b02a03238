package dev.pollux.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.keep;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mutex;
import dev.pollux.sync.Notify;
import dev.pollux.sync.Oneshot;
import dev.pollux.sync.ReleasedException;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.JoinSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lock is often released by another task or thread than the one that took it. */
@SuppressWarnings("try") // guards are there to be closed
class GuardsOfOthersTest {

    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).build();
    private final Mutex<String> mutex = new Mutex<>("value");
    private final Notify goOn = new Notify();

    @AfterEach
    void close() {
        runtime.close();
    }

    private Future<Void> lockAndWait() {
        return async(() -> {
            try (var guard = mutex.lock().await()) {
                goOn.notified().await();
            }
        });
    }

    /** Until it has the lock, and no further. */
    private Future<Void> begin(Future<Void> begun) {
        return async(() -> {
            select(when(keep(begun), ignored -> "all of it"), when(ready(""), other -> other))
                    .biased()
                    .await();
            assertThat(mutex.isLocked()).isTrue();
        });
    }

    @Test
    void block_thatMovesToATaskWhileItHoldsALock_unlocks() throws Exception {
        runtime.blockOn(async(() -> {
            Future<Void> half = lockAndWait();
            begin(half).await();
            JoinHandle<Void> moved = spawn(half);
            yieldNow().await();
            goOn.notifyOne();
            moved.await();
        }));

        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void block_thatMovesToAJoinSetWhileItHoldsALock_unlocksWhenThatAborts() throws Exception {
        runtime.blockOn(async(() -> {
            Future<Void> half = lockAndWait();
            begin(half).await();
            try (var set = new JoinSet<Void>()) {
                set.spawn(half);
                set.shutdown().await();
            }
        }));

        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void guard_thatWasSentToAnotherTask_unlocksThereAndIsOfNoUseBefore() throws Exception {
        runtime.blockOn(async(() -> {
            var mail = Oneshot.<Mutex.Guard<String>>channel();
            JoinHandle<Void> other = spawn(() -> {
                try (var guard = mail.receiver().await()) {
                    guard.set("changed");
                }
            });
            var mine = mutex.lock().await();
            mail.sender().send(mine);
            other.await();

            assertThatThrownBy(mine::close).isInstanceOf(ReleasedException.class);
        }));

        assertThat(mutex.isLocked()).isFalse();
        assertThat(mutex.tryLock().get()).isEqualTo("changed");
    }

    @Test
    void guard_ofATaskThatIsAbortedByAPlainThread_unlocks() throws Exception {
        var locked = new CountDownLatch(1);
        JoinHandle<Void> task = runtime.spawn(() -> {
            try (var guard = mutex.lock().await()) {
                locked.countDown();
                pending().await();
            }
        });
        locked.await();

        task.abort();

        runtime.blockOn(mutex.lock()).close(); // hangs if it was not unlocked
    }
}
