package dev.pollux.task;

import static dev.pollux.future.Futures.async;
import static dev.pollux.future.Futures.failed;
import static dev.pollux.future.Futures.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinMap.Joined;
import dev.pollux.task.JoinOutcome.Cancelled;
import dev.pollux.task.JoinOutcome.Completed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Maps of tasks on a runtime that the test drives by hand. */
@SuppressWarnings("pollux:unused-future") // a gate that stays shut is of no interest
class JoinMapTest {

    private final HandRuntime runtime = new HandRuntime();
    private final JoinMap<String, Integer> map = new JoinMap<>();

    @AfterEach
    void leave() {
        runtime.close();
    }

    private Gate<Integer> spawnGate(String key) {
        Gate<Integer> gate = new Gate<>();
        map.spawn(key, gate);
        runtime.run();
        return gate;
    }

    @Test
    @Behaviour("JMP-01")
    void tenTasks_areAllCollectedWithTheirKeys_andDetachAllEmptiesTheMap() throws Exception {
        List<Gate<Integer>> gates = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            gates.add(spawnGate("key " + i));
        }
        map.detachAll();
        assertThat(map.isEmpty()).isTrue();
        gates.forEach(gate -> assertThat(gate.drops).isZero());

        for (int i = 0; i < 10; i++) {
            map.spawn("key " + i, ready(i));
        }
        runtime.run();

        for (int i = 0; i < 10; i++) {
            Joined<String, Integer> joined = join();
            assertThat(joined.key()).isEqualTo("key " + i);
            assertThat(joined.value()).isEqualTo(i);
        }
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("JMP-02")
    void close_abortsAllTasks() {
        List<Gate<Integer>> gates = List.of(spawnGate("a"), spawnGate("b"));

        map.close();
        runtime.run();

        gates.forEach(gate -> assertThat(gate.drops).isEqualTo(1));
        assertThat(map.keys()).isEmpty();
    }

    @Test
    @Behaviour("JMP-03")
    void joiningOneAndSpawningOne_keepsTheSize() throws Exception {
        map.spawn("first", ready(0));
        map.spawn("second", ready(0));

        for (int i = 0; i < 16; i++) {
            runtime.run();
            join();
            assertThat(map.size()).isEqualTo(1);
            map.spawn("key " + i, ready(i));
            assertThat(map.size()).isEqualTo(2);
        }
    }

    @Test
    @Behaviour("JMP-04")
    void keys_areThoseInUse() throws Exception {
        spawnGate("a").open(1);
        spawnGate("b");
        runtime.run();

        assertThat(map.keys()).containsExactlyInAnyOrder("a", "b");
        assertThat(map.containsKey("a")).isTrue();
        assertThat(map.containsKey("c")).isFalse();
        join();
        assertThat(map.keys()).containsExactly("b");
        assertThat(map.containsKey("a")).isFalse();
    }

    @Test
    @Behaviour("JMP-05")
    void abort_byKey_cancelsThatTaskAndKeepsItUntilJoined() throws Exception {
        Gate<Integer> other = spawnGate("other");
        spawnGate("aborted");

        assertThat(map.abort("aborted")).isTrue();
        assertThat(map.abort("unknown")).isFalse();
        runtime.run();

        assertThat(map.containsKey("aborted")).isTrue();
        Joined<String, Integer> joined = join();
        assertThat(joined.key()).isEqualTo("aborted");
        assertThat(joined.outcome()).isInstanceOf(Cancelled.class);
        assertThatThrownBy(joined::value).isInstanceOf(TaskCancelledException.class);
        assertThat(other.drops).isZero();
    }

    @Test
    @Behaviour("JMP-06")
    void abortMatching_cancelsThoseTasksAlone() throws Exception {
        for (int i = 0; i < 16; i++) {
            spawnGate("key " + i);
        }

        map.abortMatching(key -> Integer.parseInt(key.substring(4)) % 2 == 1);
        runtime.run();

        for (int i = 1; i < 16; i += 2) {
            Joined<String, Integer> joined = join();
            assertThat(joined.key()).isEqualTo("key " + i);
            assertThat(joined.outcome()).isInstanceOf(Cancelled.class);
        }
        assertThat(map.tryJoinNext()).isEmpty();
        assertThat(map.size()).isEqualTo(8);
    }

    @Test
    @Behaviour("JMP-07")
    @SuppressWarnings("pollux:blocking-call")
    void task_whoseRuntimeIsGone_isCancelled() throws Exception {
        try (AsyncRuntime other = AsyncRuntime.currentThread().build()) {
            map.spawnOn(other, "gone", new Gate<>());
        }

        assertThat(join().outcome()).isInstanceOf(Cancelled.class);
    }

    @Test
    @Behaviour("JMP-08")
    @SuppressWarnings("pollux:blocking-call")
    void drainingAThousandReadyTasks_givesWay_andYieldsAll() throws Exception {
        try (AsyncRuntime real = AsyncRuntime.currentThread().build()) {
            JoinMap<Integer, Integer> many = new JoinMap<>();
            for (int i = 0; i < 1000; i++) {
                many.spawnOn(real, i, ready(i));
            }
            real.blockOn(async(() -> real.spawn(ready(0)).await())); // runs the others as well
            int[] polls = {0};
            Future<Integer> drain = async(() -> {
                int joined = 0;
                while (!many.isEmpty()) {
                    many.joinNext().await();
                    joined++;
                }
                return joined;
            });

            int joined = real.blockOn(cx -> {
                polls[0]++;
                return drain.poll(cx);
            });

            assertThat(joined).isEqualTo(1000);
            assertThat(polls[0]).isGreaterThan(1);
        }
    }

    @Test
    @Behaviour("JMP-09")
    void abortAll_keepsWhatHasEnded() throws Exception {
        map.spawn("ended", ready(1));
        runtime.run();
        spawnGate("pending");

        map.abortAll();
        runtime.run();

        assertThat(map.size()).isEqualTo(2);
        assertThat(join().outcome()).isInstanceOf(Completed.class);
        assertThat(join().outcome()).isInstanceOf(Cancelled.class);
    }

    @Test
    @Behaviour({"JMP-10", "JMP-11", "JMP-12"})
    void tryJoinNext_isEmptyUntilATaskHasEnded() {
        assertThat(map.tryJoinNext()).isEmpty();
        Gate<Integer> gate = spawnGate("a");
        assertThat(map.tryJoinNext()).isEmpty();

        gate.open(1);
        runtime.run();

        Joined<String, Integer> joined = map.tryJoinNext().orElseThrow();
        assertThat(joined.key()).isEqualTo("a");
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("JMP-13")
    void tryJoinNext_ofAnAbortedTask_givesTheCancellation() {
        spawnGate("a");
        map.abort("a");
        runtime.run();

        assertThat(map.tryJoinNext().orElseThrow().outcome()).isInstanceOf(Cancelled.class);
    }

    @Test
    @Behaviour("JMP-14")
    void tryJoinNext_goesThroughAllThatHaveEnded() {
        for (int i = 0; i < 3; i++) {
            map.spawn("key " + i, ready(i));
        }
        runtime.run();

        for (int i = 0; i < 3; i++) {
            assertThat(map.tryJoinNext().orElseThrow().key()).isEqualTo("key " + i);
        }
        assertThat(map.tryJoinNext()).isEmpty();
    }

    @Test
    @Behaviour("JMP-15")
    void tryJoinNext_passesByATaskThatEndedAndWasReplaced() throws Exception {
        map.spawn("a", ready(1));
        runtime.run();
        Gate<Integer> second = spawnGate("a");

        assertThat(map.tryJoinNext()).isEmpty();
        second.open(2);
        runtime.run();

        assertThat(map.tryJoinNext().orElseThrow().value()).isEqualTo(2);
        assertThat(map.tryJoinNext()).isEmpty();
    }

    @Test
    @Behaviour({"JMP-16", "JMP-17"})
    void spawn_underAUsedKey_abortsTheOldTask_whoseValueNeverAppears() throws Exception {
        Gate<Integer> old = spawnGate("a");
        spawnGate("b").open(3);
        Gate<Integer> replacement = spawnGate("a");

        assertThat(old.drops).isEqualTo(1);
        assertThat(map.size()).isEqualTo(2);
        replacement.open(2);
        runtime.run();

        Joined<String, Integer> joined = join();
        assertThat(joined.key()).isEqualTo("b");
        assertThat(joined.value()).isEqualTo(3);
        assertThat(join().value()).isEqualTo(2);
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("JMP-18")
    void close_afterAReplacement_abortsBoth() {
        Gate<Integer> old = spawnGate("a");
        Gate<Integer> replacement = spawnGate("a");

        map.close();
        runtime.run();

        assertThat(old.drops).isEqualTo(1);
        assertThat(replacement.drops).isEqualTo(1);
    }

    @Test
    void replacedTask_thatHadFailed_isReported() {
        IOException failure = new IOException("no route");
        map.spawn("a", failed(failure));
        runtime.run();

        map.spawn("a", ready(1));

        assertThat(runtime.reportedFailures()).containsExactly(failure);
    }

    @Test
    void shutdown_abortsWaitsAndEmptiesTheMap() throws Exception {
        List<Gate<Integer>> gates = List.of(spawnGate("a"), spawnGate("b"));
        ByHand<Void> shutdown = ByHand.of(map.shutdown()).assertPending();

        runtime.run();

        shutdown.assertReady();
        gates.forEach(gate -> assertThat(gate.drops).isEqualTo(1));
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void joinNext_isWokenByTheFirstEnd() throws Exception {
        spawnGate("a");
        Gate<Integer> second = spawnGate("b");
        ByHand<Joined<String, Integer>> next = ByHand.of(map.joinNext()).assertPending();

        second.open(2);
        runtime.run();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertReady().key()).isEqualTo("b");
    }

    @Test
    void pollJoinNext_worksWithoutAFuture() throws Exception {
        ByHand<Integer> context = ByHand.of(ready(0));
        assertThatThrownBy(() -> map.pollJoinNext(context.cx)).isInstanceOf(NoSuchElementException.class);
        Gate<Integer> gate = spawnGate("a");

        assertThat(map.pollJoinNext(context.cx)).isSameAs(Poll.pending());
        gate.open(3);
        runtime.run();

        assertThat(map.pollJoinNext(context.cx).get().value()).isEqualTo(3);
    }

    @Test
    void blocksAndJobs_runUnderTheirKeys() throws Exception {
        map.spawn("block", () -> ready(1).await());
        map.spawnOn(runtime, "other block", () -> ready(2).await());
        map.spawnBlocking("job", () -> 3);
        map.spawnBlockingOn(runtime, "other job", () -> 4);
        runtime.run();
        runtime.runJobs();

        assertThat(List.of(join().key(), join().key(), join().key(), join().key()))
                .containsExactly("block", "other block", "job", "other job");
    }

    @Test
    void unfitKeys_areRefusedBeforeATaskStarts() {
        Gate<Integer> gate = new Gate<>();

        assertThatThrownBy(() -> map.spawn(null, gate)).isInstanceOf(NullPointerException.class);
        runtime.run();

        assertThat(gate.polls).isZero();
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    void toString_tellsTheKeys() {
        spawnGate("a");

        assertThat(map).hasToString("JoinMap[a]");
    }

    private Joined<String, Integer> join() throws Exception {
        return ByHand.of(map.joinNext()).assertReady();
    }
}
