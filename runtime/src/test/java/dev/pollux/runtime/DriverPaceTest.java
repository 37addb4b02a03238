package dev.pollux.runtime;

import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.schedule.ParkDriver;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a busy thread asks the I/O driver. */
@Timeout(60)
class DriverPaceTest {

    private static final int LARGE_BATCH = 1000;
    private static final int LOOKS = 5;
    private static final int ORDINARY = 2 * 61; // tasks between two looks, at most

    /** Pretends that its third look found a large batch, and notes how many tasks ran before each. */
    private final class BatchDriver implements IoDriver {

        private final ParkDriver parker = new ParkDriver();
        private final List<Integer> tasksBefore = new ArrayList<>(); // the polling thread's, like the next
        private int looks;
        private boolean findsMuch; // at every look

        @Override
        public int poll(long timeoutNanos) {
            parker.poll(timeoutNanos);
            if (timeoutNanos != 0 || over) {
                return 0;
            }
            looks++;
            if (findsMuch) {
                return LARGE_BATCH;
            }
            tasksBefore.add(tasks);
            if (tasksBefore.size() == LOOKS) {
                over = true;
                looked.open();
            }
            return tasksBefore.size() == 3 ? LARGE_BATCH : 0;
        }

        @Override
        public void wakeup() {
            parker.wakeup();
        }

        @Override
        public void close() {}
    }

    private final BatchDriver driver = new BatchDriver();
    private final TestFutures.Gate looked = new TestFutures.Gate();
    private volatile boolean over;
    private int tasks; // the only worker's

    static Stream<RuntimeBuilder> kinds() {
        return Stream.of(
                AsyncRuntime.currentThread(), AsyncRuntime.multiThread().workerThreads(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void driver_isLeftAloneUntilAsManyTasksWerePolledAsItFound(RuntimeBuilder kind) throws Exception {
        try (AsyncRuntime runtime = kind.ioDriver(() -> driver).build()) {
            runtime.blockOn(runtime.spawn(call(() -> {
                openDriver();
                return respawn(runtime);
            })));
            runtime.blockOn(looked);
        }
        List<Integer> between = new ArrayList<>();
        for (int i = 1; i < LOOKS; i++) {
            between.add(driver.tasksBefore.get(i) - driver.tasksBefore.get(i - 1));
        }
        assertThat(between.get(0)).isLessThanOrEqualTo(ORDINARY);
        assertThat(between.get(1)).isLessThanOrEqualTo(ORDINARY);
        assertThat(between.get(2)).isBetween(LARGE_BATCH - ORDINARY, LARGE_BATCH + ORDINARY);
        assertThat(between.get(3)).isLessThanOrEqualTo(ORDINARY);
    }

    /** However much it found before: who gives way lets sockets come first. */
    @ParameterizedTest
    @MethodSource("kinds")
    void taskThatGivesWay_runsAfterALookAtTheDriver(RuntimeBuilder kind) throws Exception {
        List<Integer> looksMeanwhile = new ArrayList<>();
        try (AsyncRuntime runtime = kind.ioDriver(() -> driver).build()) {
            driver.findsMuch = true;
            runtime.blockOn(runtime.spawn(() -> {
                openDriver();
                for (int i = 0; i < ORDINARY; i++) { // so that a look falls due before the end of the queue
                    respawn(runtime);
                }
                for (int i = 0; i < 100; i++) {
                    int before = driver.looks;
                    yieldNow().await();
                    looksMeanwhile.add(driver.looks - before);
                }
                over = true;
            }));
        }
        assertThat(looksMeanwhile).hasSize(100).allMatch(looks -> looks > 0);
    }

    private static void openDriver() {
        try {
            RuntimeContext.current().io().openStream(StandardProtocolFamily.INET);
        } catch (IOException e) {
            // there are no sockets, but the driver is open
        }
    }

    /** Keeps the queue filled, without ever giving way, until told. */
    private JoinHandle<Object> respawn(AsyncRuntime runtime) {
        return runtime.spawn(call(() -> {
            tasks++;
            return over ? "enough" : respawn(runtime);
        }));
    }
}
