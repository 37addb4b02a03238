package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StrandedTasksTest {

    private static final int CHILDREN = 40;

    private volatile boolean over;

    @RepeatedTest(5)
    @SuppressWarnings("pollux:blocking-call") // on purpose
    void tasksInTheQueueOfABlockedWorker_othersNeverIdle_areRun() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(2)
                .onLongPoll(poll -> {})
                .build()) {
            for (int i = 0; i < 20; i++) {
                runtime.spawn(async(() -> {
                    while (!over) {
                        yieldNow().await();
                    }
                }));
            }

            boolean allRan = runtime.blockOn(runtime.spawn(async(() -> {
                CountDownLatch ran = new CountDownLatch(CHILDREN);
                for (int i = 0; i < CHILDREN; i++) {
                    spawn(async(() -> ran.countDown()));
                }
                return ran.await(5, TimeUnit.SECONDS); // blocks its worker, which then is replaced
            })));

            over = true;
            assertThat(allRan).isTrue();
        }
    }
}
