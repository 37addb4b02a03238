package dev.pollux.test.vocabulary;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tasks that dawdle, and of which some are aborted wherever they stand; the seed of the test tells how. */
final class Crowd {

    private final RandomGenerator random;
    private final List<JoinHandle<?>> tasks = new ArrayList<>();
    private int begun;

    Crowd(RandomGenerator random) {
        this.random = random;
    }

    void add(AsyncAction task) {
        tasks.add(spawn(() -> {
            begun++;
            task.future().await();
        }));
    }

    /** Something between no time and a few turns of the others. */
    Future<?> dawdle() {
        return switch (random.nextInt(4)) {
            case 0 -> ready(null);
            case 1 -> sleep(Duration.ofMillis(random.nextInt(4)));
            default -> yieldNow();
        };
    }

    boolean mayFail() {
        return random.nextInt(3) == 0;
    }

    int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    /** Aborts about a third of them, one now and one then, after all have begun. */
    Future<Void> abortSome() {
        return async(() -> {
            while (begun < tasks.size()) {
                yieldNow().await();
            }
            for (JoinHandle<?> each : tasks) {
                dawdle().await();
                if (random.nextInt(3) == 0) {
                    each.abort();
                }
            }
        });
    }

    Future<Void> abortAll() {
        return async(() -> {
            for (JoinHandle<?> each : tasks) {
                dawdle().await();
                each.abort();
            }
        });
    }

    /** Waits until all have ended, and throws what one of them threw. Returns how many were not aborted. */
    Future<Integer> join() {
        return async(() -> {
            int aborted = 0;
            for (JoinHandle<?> each : tasks) {
                try {
                    each.await();
                } catch (TaskCancelledException e) {
                    aborted++; // as planned
                }
            }
            return tasks.size() - aborted;
        });
    }
}
