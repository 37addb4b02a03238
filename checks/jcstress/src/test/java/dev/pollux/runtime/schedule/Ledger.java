package dev.pollux.runtime.schedule;

import java.util.Arrays;

/** Numbered tasks, and who got which of them. */
final class Ledger {

    private static final Numbered[] TASKS = new Numbered[RunQueue.CAPACITY + 1];

    static {
        Arrays.setAll(TASKS, Numbered::new);
    }

    private final int[] taken;

    Ledger(int tasks) {
        taken = new int[tasks];
    }

    private record Numbered(int number) implements Runnable {
        @Override
        public void run() {}
    }

    static Runnable task(int number) {
        return TASKS[number];
    }

    void take(Runnable task) {
        if (task != null) {
            taken[((Numbered) task).number()]++;
        }
    }

    void drain(RunQueue queue) {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            take(task);
        }
    }

    void drain(InjectQueue queue) {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            take(task);
        }
    }

    /** Tells whether each task was taken once. */
    String verdict() {
        String wrong = "";
        for (int number = 0; number < taken.length; number++) {
            wrong += taken[number] == 1 ? "" : " " + number + " was taken " + taken[number] + " times";
        }
        return wrong.isEmpty() ? "each once" : wrong.trim();
    }
}
