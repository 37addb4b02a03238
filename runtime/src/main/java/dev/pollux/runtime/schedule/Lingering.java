package dev.pollux.runtime.schedule;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether a worker without tasks looks around for a while before it sleeps. To wake a thread takes tens of microseconds; so it
 * is worth while if the sleep before was about as short, and a task of another worker ended it. If sockets had events in the meantime
 * those are what there is to do: then one that looks around takes its share of each batch at once, so that both workers are back at the
 * driver the sooner, for smaller batches, and keeps a processor from the peers.
 */
final class Lingering {

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;
    private static final long LIMIT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long SHORT_SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int LOOKS_PER_TIME = 16; // the clock is slow, compared with a look

    private boolean worthIt;
    private long since; // of the sleep, or of the lingering
    private int batchesBefore; // the sleep
    private int looks;

    boolean isWorthIt() {
        return worthIt;
    }

    void begin() {
        since = System.nanoTime();
        looks = 0;
    }

    boolean goesOn() {
        return ++looks % LOOKS_PER_TIME != 0 || System.nanoTime() - since < LIMIT_NANOS;
    }

    void beginSleep(int batches) {
        beginSleep(batches, System.nanoTime());
    }

    void beginSleep(int batches, long now) {
        batchesBefore = batches;
        since = now;
    }

    void endSleep(boolean wokenByAnother, int batches) {
        endSleep(wokenByAnother, batches, System.nanoTime());
    }

    void endSleep(boolean wokenByAnother, int batches, long now) {
        worthIt = !ONE_PROCESSOR && wokenByAnother && batches == batchesBefore && now - since < SHORT_SLEEP_NANOS;
    }
}
