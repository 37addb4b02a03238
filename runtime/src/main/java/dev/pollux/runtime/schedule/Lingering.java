package dev.pollux.runtime.schedule;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether a worker without tasks looks around for a while before it sleeps. To wake a thread takes tens of microseconds; so it
 * is worth while if the sleep before was about as short, and another worker ended it. Events of sockets and timers are not seen by
 * looking around: who waits for these had better sleep at once.
 */
final class Lingering {

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;
    private static final long LIMIT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long SHORT_SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int LOOKS_PER_TIME = 16; // the clock is slow, compared with a look

    private boolean worthIt;
    private long since; // of the sleep, or of the lingering
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

    void beginSleep() {
        since = System.nanoTime();
    }

    void endSleep(boolean wokenByAnother) {
        worthIt = !ONE_PROCESSOR && wokenByAnother && System.nanoTime() - since < SHORT_SLEEP_NANOS;
    }
}
