package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets real threads run one action each, at the same moment, many times over. */
public final class Rendezvous {

    private Rendezvous() {}

    /** One side of a round. */
    public interface Action {
        void run() throws Exception;
    }

    /** Runs {@code rounds} rounds: {@code before} alone, the {@code sides} together, {@code after} alone. */
    public static void run(int rounds, Action before, Action after, Action... sides) throws Exception {
        var barrier = new CyclicBarrier(sides.length + 1);
        ExecutorService threads = Executors.newFixedThreadPool(sides.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Action side : sides) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        barrier.await();
                        side.run();
                        barrier.await();
                    }
                    return null;
                }));
            }
            for (int i = 0; i < rounds; i++) {
                before.run();
                barrier.await();
                barrier.await();
                after.run();
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
