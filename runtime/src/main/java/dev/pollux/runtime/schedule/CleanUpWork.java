package dev.pollux.runtime.schedule;

import dev.pollux.runtime.task.Tasks;

/** The last work of a runtime: the clean-up of its tasks that takes time. Each has its limit, so this ends. */
final class CleanUpWork {

    private CleanUpWork() {}

    /** Works until no task has clean-up left. To be called by the thread that has the seat, for good. */
    static void finish(OneSeat scheduler, Tasks tasks) {
        boolean[] interrupted = new boolean[1];
        Errand errand = () -> {
            interrupted[0] |= Thread.interrupted(); // which would keep the thread from sleeping
            return tasks.isClean();
        };
        try {
            scheduler.work(errand);
        } catch (Exception e) { // only a broken driver
            throw new IllegalStateException("a worker failed while it finished the clean-up of tasks", e);
        } finally {
            tasks.giveUpCleanUp();
            if (interrupted[0]) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
