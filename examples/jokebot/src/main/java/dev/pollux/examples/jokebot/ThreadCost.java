package dev.pollux.examples.jokebot;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * What a platform thread costs here, measured by starting some.
 *
 * @param reserved bytes of address space that its stack may grow into
 * @param resident bytes of memory that it takes when it has hardly begun; empty where the system does not say
 */
record ThreadCost(long reserved, OptionalLong resident) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;

    static ThreadCost measure(int sample) throws IOException, InterruptedException {
        CountDownLatch running = new CountDownLatch(sample);
        CountDownLatch measured = new CountDownLatch(1);
        OptionalLong before = residentBytes();
        try {
            for (int i = 0; i < sample; i++) {
                DaemonThread.of("sample", () -> stayUntil(measured, running)).start();
            }
            running.await();
            return new ThreadCost(stackSize(), perThread(before, residentBytes(), sample));
        } finally {
            measured.countDown();
        }
    }

    private static void stayUntil(CountDownLatch measured, CountDownLatch running) {
        running.countDown();
        try {
            measured.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OptionalLong perThread(OptionalLong before, OptionalLong after, int sample) {
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(Math.max(0, after.getAsLong() - before.getAsLong()) / sample)
                : OptionalLong.empty();
    }

    private static long stackSize() {
        var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Long.parseLong(options.getVMOption("ThreadStackSize").getValue()) * KIB;
    }

    /** The line is like {@code VmRSS:   12345 kB}. */
    private static OptionalLong residentBytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst();
        }
    }
}
