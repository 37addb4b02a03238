package dev.pollux.runtime;

import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.dump.WaitEdge;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Mutex;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that go on: a dump that mixes moments must not see a circle in them. */
@Timeout(120)
@SuppressWarnings("try") // guards are there to be closed
class BusyProgramDumpTest {

    private static final int PAIRS = 100;
    private static final int DUMPS = 30;

    private final AtomicBoolean over = new AtomicBoolean();

    /** Two that answer each other: at any moment one waits for the other, and a moment later it is the other way round. */
    private void spawnPair(AsyncRuntime runtime, List<Mutex<Integer>> locks, int pair, List<JoinHandle<?>> handles) {
        var there = Mpsc.<Integer>bounded(1);
        var back = Mpsc.<Integer>bounded(1);
        handles.add(runtime.spawn(() -> {
            try (var out = there.sender();
                    var in = back.receiver()) {
                while (!over.get()) {
                    out.send(pair).await();
                    in.recv().await();
                }
            }
        }));
        handles.add(runtime.spawn(() -> {
            try (var in = there.receiver();
                    var out = back.sender()) {
                for (Integer asked = in.recv().await();
                        asked != null;
                        asked = in.recv().await()) {
                    // A few locks, always in the same order, and held across awaits.
                    try (var first = locks.get(pair % 3).lock().await();
                            var second = locks.get(3 + pair % 2).lock().await()) {
                        second.set(second.get() + 1);
                        yieldNow().await();
                    }
                    out.send(asked).await();
                }
            }
        }));
    }

    @Test
    void busyProgram_hasNoCycles() throws Exception {
        List<Mutex<Integer>> locks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            locks.add(new Mutex<>(0));
        }
        List<JoinHandle<?>> handles = new ArrayList<>();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            for (int pair = 0; pair < PAIRS; pair++) {
                spawnPair(runtime, locks, pair, handles);
            }
            int dumps = 0;
            while (dumps < DUMPS) {
                RuntimeDump dump = runtime.dump();
                assertThat(dump.waits().cycles()).as(dump.waits().toString()).isEmpty();
                dumps += dump.waits().edges().isEmpty() ? 0 : 1; // one that came before anybody waited says nothing
            }
            over.set(true);
            for (JoinHandle<?> handle : handles) {
                runtime.blockOn(handle);
            }
        }
    }

    @Test
    void circleWithATimeoutInIt_isNoCycle() throws Exception {
        Mutex<String> first = new Mutex<>("first");
        Mutex<String> second = new Mutex<>("second");
        AtomicInteger met = new AtomicInteger();
        try (AsyncRuntime runtime =
                AsyncRuntime.multiThread().workerThreads(1).name("patient").build()) {
            runtime.spawn(() -> {
                try (var held = first.lock().await()) {
                    SettledDump.meet(met, 2).await();
                    timeout(Duration.ofHours(1), second.lock()).await();
                }
            });
            runtime.spawn(() -> {
                try (var held = second.lock().await()) {
                    SettledDump.meet(met, 2).await();
                    first.lock().await();
                }
            });
            SettledDump.of(runtime, BusyProgramDumpTest.class);

            RuntimeDump dump = runtime.dump();

            assertThat(dump.waits().edges())
                    .hasSize(2)
                    .allSatisfy(edge -> assertThat(edge.resource().holders()).hasSize(1));
            assertThat(dump.waits().cycles()).isEmpty();
        }
    }

    @Test
    void circleWithAnotherSenderOutside_isNoCycle() throws Exception {
        var there = Mpsc.<Integer>bounded(1);
        var back = Mpsc.<Integer>bounded(1);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
                var outside = there.sender().copy()) {
            runtime.spawn(() -> {
                try (var in = there.receiver();
                        var out = back.sender()) {
                    out.send(in.recv().await()).await();
                }
            });
            JoinHandle<Integer> answer = runtime.spawn(() -> {
                try (var out = there.sender();
                        var in = back.receiver()) {
                    return in.recv().await();
                }
            });
            SettledDump.of(runtime, BusyProgramDumpTest.class);

            RuntimeDump dump = runtime.dump();

            assertThat(dump.waits().cycles()).isEmpty();
            assertThat(dump.waits().toString()).contains("; and 1 more");
            outside.trySend(7);
            assertThat(runtime.blockOn(answer)).isEqualTo(7);
        }
    }

    @Test
    void cycle_isGivenAsTheEdgesInIt() throws Exception {
        Mutex<String> lock = new Mutex<>("value");
        CountDownLatch locked = new CountDownLatch(1);
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            AtomicReference<Mutex.Guard<String>> kept =
                    new AtomicReference<>(); // in a variable the mistake would end by itself
            JoinHandle<?> stuck = runtime.spawn(() -> {
                kept.set(lock.lock().await());
                locked.countDown();
                lock.lock().await();
            });
            JoinHandle<?> behind = runtime.spawn(() -> {
                lock.lock().await();
            });
            TestFutures.waitFor(locked);
            SettledDump.of(runtime, BusyProgramDumpTest.class);

            RuntimeDump dump = runtime.dump();

            assertThat(dump.waits().edges())
                    .extracting(edge -> edge.waiter().task())
                    .containsExactly(stuck.id(), behind.id());
            assertThat(dump.waits().edges()).extracting(WaitEdge::place).containsExactly(1, 2);
            WaitEdge first = dump.waits().edges().get(0);
            assertThat(dump.waits().cycles()).containsExactly(List.of(first));
            assertThat(first.resource().holders())
                    .singleElement()
                    .satisfies(holder -> assertThat(holder.party()).isEqualTo(first.waiter()));
        }
    }
}
