package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A million operations, four to a message, once the compiler has done its work. */
@Timeout(300)
class AllocationTest {

    private static final int WARM_UP = 100_000;
    private static final int MESSAGES = 250_000;

    /** Counting, switching to compiled code, and what else the JVM does now and then: less than a byte a message. */
    private static final long NOISE = MESSAGES;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<ByteBuffer> buffers() {
        return Stream.of(ByteBuffer.allocateDirect(256), ByteBuffer.allocate(256));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void messages_allocateNothing(ByteBuffer buffer) throws Exception {
        try (IoDriver driver = new EpollDriver()) {
            Pair pair = Pair.open(driver);
            exchange(pair, buffer, WARM_UP);

            long before = threads.getCurrentThreadAllocatedBytes();
            exchange(pair, buffer, MESSAGES);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(allocated).isLessThan(NOISE);
        }
    }

    @Test
    void attemptsToAccept_allocateNothing() throws Exception {
        try (IoDriver driver = new EpollDriver()) {
            Pair pair = Pair.open(driver);
            knock(pair, WARM_UP);

            long before = threads.getCurrentThreadAllocatedBytes();
            knock(pair, MESSAGES);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(allocated).isLessThan(NOISE);
        }
    }

    private static void exchange(Pair pair, ByteBuffer buffer, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            int read = pair.right().tryRead(buffer.clear()); // nothing yet: one way to find out is to try
            pair.right().pollReady(Interest.READ, Waker.noop());
            pair.left().tryWrite(buffer.clear().limit(64));
            pair.driver().poll(0);
            read += pair.right().tryRead(buffer.clear());
            if (read != 64) {
                throw new AssertionError("read " + read);
            }
        }
    }

    private static void knock(Pair pair, int attempts) throws Exception {
        for (int i = 0; i < attempts; i++) {
            pair.listener().wake(Interest.READ);
            if (pair.listener().tryAccept() != null) {
                throw new AssertionError("nobody connects");
            }
            pair.driver().wakeup();
            pair.driver().poll(-1);
        }
    }
}
