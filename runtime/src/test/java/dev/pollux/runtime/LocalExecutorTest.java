package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread that runs a future and the tasks beside it: until that future, or all tasks, have finished. */
@Timeout(60)
class LocalExecutorTest {

    private final LocalRuntime runtime = AsyncRuntime.currentThread().buildLocal();
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        runtime.close();
    }

    // ---------------------------------------------------------------- until a future has finished

    @Test
    @Behaviour("LPO-01")
    void blockOn_yieldsTheValue() throws Exception {
        assertThat(runtime.<Integer>blockOn(ready(7))).isEqualTo(7);
    }

    @Test
    @Behaviour("LPO-02")
    void blockOn_doesNotWaitForTasks() throws Exception {
        var task = runtime.spawnLocal(pending());

        assertThat(runtime.<Integer>blockOn(ready(7))).isEqualTo(7);
        assertThat(task.isFinished()).isFalse();
        task.abort();
    }

    @Test
    @Behaviour("LPO-03")
    void blockOn_runsTasksMeanwhile() throws Exception {
        var task = runtime.spawnLocal(async(() -> {
            yieldNow().await();
            return 7;
        }));

        assertThat(runtime.<Integer>blockOn(task)).isEqualTo(7);
    }

    @Test
    @Behaviour("LPO-15")
    void blockOn_insideAnother_isRefused() throws Exception {
        Future<Void> nested = cx -> {
            assertThatThrownBy(() -> runtime.blockOn(ready(7))).isInstanceOf(IllegalStateException.class);
            log.add("refused");
            return Poll.ready(null);
        };
        runtime.blockOn(runtime.spawnLocal(nested));

        assertThat(log).containsExactly("refused");
    }

    // ---------------------------------------------------------------- until all tasks have finished

    @Test
    @Behaviour("LPO-04")
    void set_withoutTasks_isReadyAtOnce() throws Exception {
        runtime.blockOn(new LocalSet(runtime.handle()));
    }

    @Test
    @Behaviour({"LPO-05", "LPO-06"})
    void set_isReadyWhenAllTasksAreAndThoseTheyStarted() throws Exception {
        LocalSet set = new LocalSet(runtime.handle());
        for (int i = 0; i < 200; i++) {
            set.spawnLocal(() -> {
                yieldNow().await();
                spawnLocal(() -> {
                    log.add("ran");
                });
            });
        }

        runtime.blockOn(set);

        assertThat(log).hasSize(200);
    }

    // ---------------------------------------------------------------- order and parking

    @Test
    @Behaviour("LPO-17")
    void tasksThatAreAlwaysReady_takeTurns() throws Exception {
        int[] rounds = new int[2];
        for (int i = 0; i < 2; i++) {
            int me = i;
            runtime.spawnLocal(() -> {
                for (int round = 0; round < 1_000; round++) {
                    rounds[me]++;
                    assertThat(rounds[me] - rounds[1 - me]).isLessThanOrEqualTo(2);
                    yieldNow().await();
                }
                log.add(me);
            });
        }
        runtime.blockOn(async(() -> {
            while (log.size() < 2) {
                yieldNow().await();
            }
        }));
    }

    /** A future that is woken, and then parks the thread and takes the permit of an unpark, is polled again nevertheless. */
    @Test
    @Behaviour("LPO-18")
    void futureThatParksTheThread_takesNoWakeUpFromTheRuntime() throws Exception {
        var polled = new AtomicBoolean();
        runtime.blockOn(cx -> {
            if (polled.getAndSet(true)) {
                return Poll.ready(null);
            }
            cx.waker().wake();
            Thread me = Thread.currentThread();
            var released = new AtomicBoolean();
            var other = new Thread(() -> {
                released.set(true);
                LockSupport.unpark(me);
            });
            other.start();
            while (!released.get()) {
                LockSupport.park();
            }
            other.join();
            return Poll.pending();
        });
    }
}
