package dev.pollux.examples.ownruntime;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs the countdown on a plain thread pool. */
public final class OnExecutorService {

    private OnExecutorService() {}

    /**
     * Runs it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            var countdown = new Countdown(Duration.ofMillis(300), System.out::println);
            System.out.println(Driver.start(countdown.twice(3, 2), pool).join());
        } finally {
            pool.shutdown();
        }
    }
}
