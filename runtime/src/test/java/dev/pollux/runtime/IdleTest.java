package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.schedule.ParkDriver;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the runtime opens, polls and closes its I/O driver. */
@Timeout(60)
class IdleTest {

    /** Without sockets, and counting. */
    private static final class CountingDriver implements IoDriver {

        private final ParkDriver parker = new ParkDriver();
        private final CountDownLatch endlessWait = new CountDownLatch(1);
        private final Semaphore looks = new Semaphore(0);
        private final AtomicInteger limitedWaits = new AtomicInteger();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean broken;

        @Override
        public int poll(long timeoutNanos) throws IOException {
            if (broken) {
                throw new IOException("broken on purpose");
            }
            if (timeoutNanos < 0) {
                endlessWait.countDown();
            } else if (timeoutNanos == 0) {
                looks.release();
            } else {
                limitedWaits.incrementAndGet();
            }
            return parker.poll(timeoutNanos);
        }

        @Override
        public void wakeup() {
            parker.wakeup();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final CountingDriver driver = new CountingDriver();
    private final AtomicInteger opened = new AtomicInteger();

    private RuntimeBuilder builder() {
        return AsyncRuntime.multiThread().workerThreads(2).ioDriver(() -> {
            opened.incrementAndGet();
            return driver;
        });
    }

    /** Makes the runtime change over from parking to the driver. */
    private static void openDriver() {
        assertThatThrownBy(() -> RuntimeContext.current().io().openStream(StandardProtocolFamily.INET))
                .isInstanceOf(IOException.class);
    }

    @Test
    void driver_isNotOpenedWithoutSockets() throws Exception {
        try (AsyncRuntime runtime = builder().build()) {
            runtime.blockOn(runtime.spawn(call(() -> "value")));
        }
        assertThat(opened).hasValue(0);
    }

    @Test
    void driver_isOpenedOnceByTheFirstSocketAndClosedAtTheEnd() throws Exception {
        try (AsyncRuntime runtime = builder().build()) {
            runtime.blockOn(runtime.spawn(call(() -> {
                openDriver();
                openDriver();
                return "value";
            })));
            waitFor(driver.endlessWait);
            runtime.blockOn(runtime.spawn(call(() -> "still woken")));
        }
        assertThat(opened).hasValue(1);
        waitFor(driver.closed);
    }

    @Test
    void idleRuntime_waitsWithoutALimit() throws Exception {
        try (AsyncRuntime runtime = builder().build()) {
            runtime.blockOn(runtime.spawn(call(() -> {
                openDriver();
                return "value";
            })));

            waitFor(driver.endlessWait);
            assertThat(driver.limitedWaits).hasValue(0);
        }
    }

    @Test
    void busyRuntime_looksAtTheDriverNowAndThen() throws Exception {
        try (AsyncRuntime runtime = builder().workerThreads(1).build()) {
            CountDownLatch enough = new CountDownLatch(1);
            JoinHandle<String> busy = runtime.spawn(call(() -> {
                openDriver();
                respawn(runtime, enough);
                return "value";
            }));
            runtime.blockOn(busy);

            driver.looks.acquire(3); // the queue is never empty, so these come from the counter of tasks
            enough.countDown();
        }
    }

    /** Keeps the queue filled, without ever giving way, until told. */
    private static void respawn(AsyncRuntime runtime, CountDownLatch enough) {
        runtime.spawn(call(() -> {
            if (enough.getCount() > 0) {
                respawn(runtime, enough);
            }
            return "again";
        }));
    }

    @Test
    void brokenDriver_endsTheRuntimeInsteadOfHangingIt() throws Exception {
        AsyncRuntime runtime =
                AsyncRuntime.currentThread().ioDriver(() -> driver).build();
        driver.broken = true;

        assertThatThrownBy(() -> runtime.blockOn(runtime.spawn(TestFutures.then(
                        call(() -> {
                            openDriver();
                            return "opened";
                        }),
                        opened -> new TestFutures.Gate()))))
                .hasRootCauseMessage("broken on purpose");
        runtime.close();
    }

    @Test
    void defaultDriver_saysThatThereAreNoSockets() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().ioDriver(ParkDriver::new).build()) {
            JoinHandle<String> task = runtime.spawn(call(() -> {
                RuntimeContext.current().io().openServer(StandardProtocolFamily.INET);
                return "listening";
            }));

            assertThatThrownBy(() -> runtime.blockOn(task))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ioDriver");
        }
    }

    @Test
    void socket_ofAShutDownRuntime_failsClearly() {
        AsyncRuntime runtime = builder().build();
        EnterGuard guard = runtime.enter();
        try {
            RuntimeContext context = RuntimeContext.current();
            runtime.close();

            assertThatThrownBy(() -> context.io().openServer(StandardProtocolFamily.INET))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shut down");
        } finally {
            guard.close();
        }
        assertThat(opened).hasValue(0);
    }
}
