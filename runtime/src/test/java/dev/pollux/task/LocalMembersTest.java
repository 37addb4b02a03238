package dev.pollux.task;

import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.LocalRuntime;
import dev.pollux.runtime.LocalSet;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Collections and trackers of tasks that stay on one thread. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // the test's thread waits on purpose
class LocalMembersTest {

    /** Something to do where local tasks can be started. */
    private interface Scene {
        Future<Void> play() throws Exception;
    }

    /** Plays on a local runtime, then in a set of local tasks on each kind of runtime. */
    private static void everywhere(Scene scene) throws Exception {
        try (LocalRuntime runtime = AsyncRuntime.currentThread().buildLocal()) {
            runtime.blockOn(async(() -> scene.play().await()));
        }
        for (var builder :
                List.of(AsyncRuntime.currentThread(), AsyncRuntime.multiThread().workerThreads(2))) {
            try (AsyncRuntime runtime = builder.build();
                    LocalSet local = new LocalSet(runtime.handle())) {
                local.blockOn(async(() -> scene.play().await()));
            }
        }
    }

    @Test
    @Behaviour({"JST-15", "JST-18", "JST-21", "JST-22"})
    void joinSet_ofLocalTasks_joinsThem() throws Exception {
        everywhere(() -> async(() -> {
            Thread here = Thread.currentThread();
            JoinSet<Thread> set = new JoinSet<>();
            for (int i = 0; i < 8; i++) {
                set.spawnLocal(async(() -> Thread.currentThread()));
            }
            while (!set.isEmpty()) {
                assertThat(set.joinNext().await()).isSameAs(here);
            }
        }));
    }

    @Test
    @Behaviour({"JST-16", "JST-19", "JST-23"})
    void joinSet_ofLocalTasks_shutsThemDown() throws Exception {
        everywhere(() -> async(() -> {
            JoinSet<Integer> set = new JoinSet<>();
            List<Gate<Integer>> gates = gates();
            gates.forEach(set::spawnLocal);
            set.shutdown().await();
            assertThat(gates).allMatch(gate -> gate.drops == 1);
            assertThat(set.isEmpty()).isTrue();
        }));
    }

    @Test
    @Behaviour({"JST-17", "JST-20", "JST-24"})
    void joinSet_ofLocalTasks_closed_abortsThem() throws Exception {
        List<Gate<Integer>> all = new ArrayList<>();
        everywhere(() -> async(() -> {
            JoinSet<Integer> set = new JoinSet<>();
            List<Gate<Integer>> gates = gates();
            all.addAll(gates);
            gates.forEach(set::spawnLocal);
            set.close();
        }));

        assertThat(all).allMatch(gate -> gate.drops == 1);
    }

    @Test
    @Behaviour({"JMP-21", "JMP-24", "JMP-27", "JMP-28"})
    void joinMap_ofLocalTasks_joinsThem() throws Exception {
        everywhere(() -> async(() -> {
            JoinMap<Integer, Integer> map = new JoinMap<>();
            for (int i = 0; i < 8; i++) {
                int value = i;
                map.spawnLocal(i, async(() -> value));
            }
            for (int i = 0; i < 8; i++) {
                var joined = map.joinNext().await();
                assertThat(joined.value()).isEqualTo(joined.key());
            }
            assertThat(map.isEmpty()).isTrue();
        }));
    }

    @Test
    @Behaviour({"JMP-22", "JMP-25", "JMP-29"})
    void joinMap_ofLocalTasks_shutsThemDown() throws Exception {
        everywhere(() -> async(() -> {
            JoinMap<Gate<Integer>, Integer> map = new JoinMap<>();
            List<Gate<Integer>> gates = gates();
            gates.forEach(gate -> map.spawnLocal(gate, gate));
            map.shutdown().await();
            assertThat(gates).allMatch(gate -> gate.drops == 1);
        }));
    }

    @Test
    @Behaviour({"JMP-23", "JMP-26", "JMP-30"})
    void joinMap_ofLocalTasks_closed_abortsThem() throws Exception {
        List<Gate<Integer>> all = new ArrayList<>();
        everywhere(() -> async(() -> {
            JoinMap<Gate<Integer>, Integer> map = new JoinMap<>();
            List<Gate<Integer>> gates = gates();
            all.addAll(gates);
            gates.forEach(gate -> map.spawnLocal(gate, gate));
            map.close();
        }));

        assertThat(all).allMatch(gate -> gate.drops == 1);
    }

    @Test
    @Behaviour({"TTR-12", "TTR-15", "TTR-16", "TTR-17", "TTR-19"})
    void tracker_ofLocalTasks_isDrainedWhenTheyEnd_alsoOfThoseStartedAfterItsClose() throws Exception {
        everywhere(() -> async(() -> {
            TaskTracker tracker = new TaskTracker();
            JoinHandle<Integer> first = tracker.spawnLocal(ready(1));
            tracker.close();
            JoinHandle<Integer> second = tracker.spawnLocal(ready(2));
            assertThat(tracker.size()).isEqualTo(2);
            tracker.drained().await();
            assertThat(first.await() + second.await()).isEqualTo(3);
        }));
    }

    @Test
    @Behaviour("TTR-18")
    void tracker_ofLocalTasks_isEmptyWhenTheirSetIsClosed() throws Exception {
        TaskTracker tracker = new TaskTracker();
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                LocalSet local = new LocalSet(runtime.handle())) {
            tracker.spawnLocalOn(local, new Gate<Integer>()).drop();
            assertThat(tracker.size()).isEqualTo(1);
        }

        assertThat(tracker.isEmpty()).isTrue();
    }

    @Test
    @Behaviour({"JST-13", "JMP-19", "JQU-14", "TTR-13"})
    void spawnLocal_outsideAnyRuntime_throwsAndAddsNothing() {
        JoinSet<Integer> set = new JoinSet<>();
        JoinQueue<Integer> queue = new JoinQueue<>();
        JoinMap<String, Integer> map = new JoinMap<>();
        TaskTracker tracker = new TaskTracker();

        assertRefused(() -> set.spawnLocal(ready(1)), "no Pollux runtime");
        assertRefused(() -> queue.spawnLocal(ready(1)), "no Pollux runtime");
        assertRefused(() -> map.spawnLocal("a", ready(1)), "no Pollux runtime");
        assertRefused(() -> tracker.spawnLocal(ready(1)), "no Pollux runtime");
        assertThat(set.size() + queue.size() + map.size() + tracker.size()).isZero();
    }

    @Test
    @Behaviour({"JST-14", "JMP-20", "JQU-15", "TTR-14"})
    void spawnLocal_onAMultiThreadRuntime_throwsAndAddsNothing() throws Exception {
        JoinSet<Integer> set = new JoinSet<>();
        JoinQueue<Integer> queue = new JoinQueue<>();
        JoinMap<String, Integer> map = new JoinMap<>();
        TaskTracker tracker = new TaskTracker();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            runtime.blockOn(async(() -> {
                assertRefused(() -> set.spawnLocal(ready(1)), "LocalSet");
                assertRefused(() -> queue.spawnLocal(ready(1)), "LocalSet");
                assertRefused(() -> map.spawnLocal("a", ready(1)), "LocalSet");
                assertRefused(() -> tracker.spawnLocal(ready(1)), "LocalSet");
            }));
        }
        assertThat(set.size() + queue.size() + map.size() + tracker.size()).isZero();
    }

    private static void assertRefused(ThrowingCallable spawn, String message) {
        assertThatThrownBy(spawn).isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
    }

    private static List<Gate<Integer>> gates() {
        List<Gate<Integer>> gates = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            gates.add(new Gate<>());
        }
        return gates;
    }
}
