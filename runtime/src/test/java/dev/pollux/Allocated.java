package dev.pollux;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import javax.management.ObjectName;

/** How many bytes threads have allocated so far. Asked by name, because the module does not read the one that has the interface. */
public final class Allocated {

    private Allocated() {}

    /** By the calling thread. */
    public static long here() throws Exception {
        return by(Thread.currentThread().getId())[0];
    }

    /** By all threads that live, but for the calling one. */
    public static long elsewhere() throws Exception {
        long me = Thread.currentThread().getId();
        long[] others = LongStream.of(ManagementFactory.getThreadMXBean().getAllThreadIds())
                .filter(thread -> thread != me)
                .toArray();
        return LongStream.of(by(others)).filter(bytes -> bytes > 0).sum(); // -1: ended meanwhile
    }

    private static long[] by(long... threads) throws Exception {
        return (long[]) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("java.lang:type=Threading"),
                        "getThreadAllocatedBytes",
                        new Object[] {threads},
                        new String[] {long[].class.getName()});
    }
}
