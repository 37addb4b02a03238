package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.using;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.AsyncCloseable;
import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users of a pool are cancelled at any of their awaits, and no connection is lost or returned in the middle of something. */
@Timeout(300)
class ConnectionPoolTest {

    private static final int USERS = 100_000;
    private static final int AT_ONCE = 500;

    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger dirty = new AtomicInteger();

    /** Its users begin a transaction, and roll it back or commit it. Both take a while. */
    private final class Connection implements AsyncCloseable {
        private boolean inTransaction;

        Future<@Nullable Void> begin() {
            return async(() -> {
                inTransaction = true;
                yieldNow().await();
            });
        }

        Future<@Nullable Void> end() {
            return async(() -> {
                yieldNow().await();
                inTransaction = false;
                yieldNow().await();
            });
        }

        @Override
        public Future<@Nullable Void> closeAsync() {
            return async(() -> {
                dirty.addAndGet(inTransaction ? 1 : 0);
                yieldNow().await();
                inUse.decrementAndGet();
                closed.incrementAndGet();
            });
        }
    }

    private Future<Connection> connect() {
        return async(() -> {
            yieldNow().await();
            inUse.incrementAndGet();
            opened.incrementAndGet();
            return new Connection();
        });
    }

    private Future<Integer> user(int steps) {
        return using(connect(), connection -> {
            try {
                connection.begin().await();
                for (int step = 0; step < steps; step++) {
                    yieldNow().await();
                }
                return steps;
            } finally {
                connection.end().await();
            }
        });
    }

    @Test
    void users_cancelledAtRandom_leakNoConnection() throws Exception {
        List<TaskFailure> reported = new CopyOnWriteArrayList<>();
        int finished;
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(2)
                .onFailure(reported::add)
                .build()) {
            finished = runtime.blockOn(async(() -> {
                Random random = new Random(20261121);
                int done = 0;
                for (int user = 0; user < USERS; user += AT_ONCE) {
                    done += wave(random).await();
                }
                return done;
            }));
        }

        assertThat(finished).isBetween(USERS / 100, USERS - USERS / 100); // some of each kind
        assertThat(opened.get()).isGreaterThan(USERS / 100);
        assertThat(closed).hasValue(opened.get());
        assertThat(inUse).hasValue(0);
        assertThat(dirty).hasValue(0);
        assertThat(reported).isEmpty();
    }

    private static Future<Boolean> isFinished(JoinHandle<?> task) {
        return async(() -> {
            try {
                task.await();
                return true;
            } catch (TaskCancelledException e) {
                return false;
            }
        });
    }

    /** Starts users, aborts each after a random number of turns, and returns how many got to their end. */
    private Future<Integer> wave(Random random) {
        return async(() -> {
            JoinHandle<?>[] tasks = new JoinHandle<?>[AT_ONCE];
            for (int i = 0; i < AT_ONCE; i++) {
                tasks[i] = spawn(user(random.nextInt(4)));
                if (random.nextInt(4) == 0) {
                    yieldNow().await();
                }
                tasks[random.nextInt(i + 1)].abort();
            }
            int finished = 0;
            for (JoinHandle<?> task : tasks) {
                finished += isFinished(task).await() ? 1 : 0;
            }
            return finished;
        });
    }
}
