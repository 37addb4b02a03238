package dev.pollux.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForgottenFailureTest {

    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final BlockingQueue<TaskFailure> reported = new LinkedBlockingQueue<>();
    private final Tasks tasks =
            Tasks.polledBy((task, yielded) -> queue.add(task), new FailureReports(reported::add), Random::new);

    @Test
    void failure_whoseHandleIsGarbage_isReported() throws Exception {
        IOException failure = new IOException("no route");
        spawnAndForget(failure);
        queue.remove().run();

        TaskFailure report = null;
        while (report == null) { // a collection is a request; the test's time limit ends a vain wait
            System.gc();
            report = reported.poll(10, TimeUnit.MILLISECONDS);
        }

        assertThat(report.failure()).isSameAs(failure);
    }

    private void spawnAndForget(IOException failure) {
        tasks.spawn(new Script<String>().thenThrow(failure));
    }
}
