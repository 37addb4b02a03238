package dev.pollux.examples.jokebot;

import java.lang.management.ManagementFactory;

/** What this process uses. */
final class Footprint {

    private static final int COLLECTIONS = 3;

    private Footprint() {}

    /** The bytes on the heap that are in use: what is left after some collections, since one may leave things to the next. */
    static long liveHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static void forgetPeakOfThreads() {
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
    }

    static int peakOfThreads() {
        return ManagementFactory.getThreadMXBean().getPeakThreadCount();
    }

    /** How many threads have names that begin so. */
    static long threadsNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
