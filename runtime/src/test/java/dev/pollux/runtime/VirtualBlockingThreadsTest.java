package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class VirtualBlockingThreadsTest {

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualBlockingThreads_withoutThem_isRefusedClearly() {
        assertThatThrownBy(() -> AsyncRuntime.multiThread().virtualBlockingThreads(true))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("needs JDK 21 or later; this is ");
        AsyncRuntime.multiThread().virtualBlockingThreads(false).build().close();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void job_runsOnANamedVirtualThreadWithTheRuntimeCurrent() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().virtualBlockingThreads(true).build()) {
            String thread = runtime.blockOn(runtime.spawnBlocking(
                    () -> Thread.currentThread() + " of " + Handle.current().name()));

            assertThat(thread)
                    .startsWith("VirtualThread[")
                    .contains("pollux-blocking-1")
                    .endsWith("of pollux");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void threadHooks_areCalledInsideTheRuntime() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .virtualBlockingThreads(true)
                .onThreadStart(() -> calls.add("start in " + Handle.current().name()))
                .onThreadStop(() -> calls.add("stop in " + Handle.current().name()))
                .build()) {
            runtime.blockOn(runtime.spawnBlocking(() -> calls.add("job")));
        }

        assertThat(calls).containsExactly("start in pollux", "job", "stop in pollux");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void maxBlockingThreads_stillHolds() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(50);
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .maxBlockingThreads(3)
                .virtualBlockingThreads(true)
                .build()) {
            for (int i = 0; i < 50; i++) {
                runtime.spawnBlocking(() -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            running.decrementAndGet();
                            all.countDown();
                            return null;
                        })
                        .drop();
            }
            waitFor(all);
        }
        assertThat(most.get()).isBetween(1, 3);
    }
}
