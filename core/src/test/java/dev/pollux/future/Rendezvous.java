package dev.pollux.future;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Lets real threads run one action each, at the same moment, many times over. */
public final class Rendezvous {

    private Rendezvous() {}

    /** One side of a round. */
    public interface Action {
        void run() throws Exception;
    }

    /**
     * Runs {@code rounds} rounds: {@code before} alone, the {@code sides} together, {@code after} alone. A side that fails ends them
     * all after that round.
     */
    public static void run(int rounds, Action before, Action after, Action... sides) throws Exception {
        var barrier = new CyclicBarrier(sides.length + 1);
        var failure = new AtomicReference<Throwable>();
        ExecutorService threads = Executors.newFixedThreadPool(sides.length);
        try {
            for (Action side : sides) {
                var unused = threads.submit(() -> runSide(side, rounds, barrier, failure)); // `failure` tells
            }
            for (int i = 0; i < rounds; i++) {
                before.run();
                barrier.await();
                barrier.await();
                if (failure.get() != null) {
                    throw new AssertionError("a side failed in round " + i, failure.get());
                }
                after.run();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void runSide(Action side, int rounds, CyclicBarrier barrier, AtomicReference<Throwable> failure)
            throws Exception {
        for (int i = 0; i < rounds; i++) {
            barrier.await();
            try {
                side.run();
            } catch (Throwable e) { // the others must not wait for this one
                failure.compareAndSet(null, e);
            }
            barrier.await();
        }
        return null;
    }
}
