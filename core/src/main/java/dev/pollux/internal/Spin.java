package dev.pollux.internal;

/** Waits for another thread that is in the middle of a few instructions. */
public final class Spin {

    private static final int BEFORE_YIELDING = 100;

    private Spin() {}

    /**
     * Waits a moment: at first a few cycles, and if that was not enough, because the other thread was interrupted, it lets others
     * have the processor.
     *
     * @param round counts the calls of one wait, from 0
     */
    @SuppressWarnings(
            "ThreadPriorityCheck") // the other thread has three instructions to go; this makes it get there sooner, no
    // more
    public static void once(int round) {
        if (round < BEFORE_YIELDING) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
