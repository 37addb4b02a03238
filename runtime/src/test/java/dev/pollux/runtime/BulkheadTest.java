package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BulkheadTest {

    private final CountDownLatch finish = new CountDownLatch(1);
    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx = Context.of(Waker.of(wakes::incrementAndGet));
    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().maxBlockingThreads(1).build();

    @AfterEach
    void close() {
        finish.countDown();
        runtime.close();
    }

    @Test
    void spawnBlocking_withRoom_runsOnAThreadOfItsOwn() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 0);

        String thread = runtime.blockOn(
                bulkhead.spawnBlocking(() -> Thread.currentThread().getName()));

        assertThat(thread).isEqualTo("pollux-jdbc-1");
    }

    @Test
    void spawnBlocking_withoutRoom_isRejectedWithNameAndFigures() throws Exception {
        Bulkhead bulkhead = full(2, 1);

        assertThatThrownBy(() -> bulkhead.spawnBlocking(() -> "too many"))
                .isInstanceOfSatisfying(BulkheadFullException.class, full -> {
                    assertThat(full.bulkhead()).isEqualTo("jdbc");
                    assertThat(full.running()).isEqualTo(2);
                    assertThat(full.queued()).isEqualTo(1);
                })
                .hasMessageContaining("\"jdbc\" is full: 2 jobs run and 1 are queued");
        assertThat(bulkhead.rejected()).isEqualTo(1);
        assertThat(bulkhead.running()).isEqualTo(2);
        assertThat(bulkhead.queued()).isEqualTo(1);
    }

    @Test
    void stuckBulkhead_delaysNoOtherWork() throws Exception {
        full(1, 5);
        Bulkhead other = Bulkhead.named("other").threads(1).queue(0).build(runtime.handle());

        assertThat(runtime.blockOn(other.spawnBlocking(() -> "other"))).isEqualTo("other");
        assertThat(runtime.blockOn(runtime.spawnBlocking(() -> "pool"))).isEqualTo("pool");
    }

    @Test
    void submit_withoutRoom_waitsAndRunsInOrder() throws Exception {
        Bulkhead bulkhead = full(1, 0);
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> waiting = List.of(
                bulkhead.submit(() -> order.add(0)),
                bulkhead.submit(() -> order.add(1)),
                bulkhead.submit(() -> order.add(2)));
        for (Future<Boolean> each : waiting) {
            assertThat(each.poll(cx).isReady()).isFalse();
        }
        assertThat(bulkhead.waiting()).isEqualTo(3);
        assertThat(wakes).hasValue(0);

        finish.countDown();
        for (Future<Boolean> each : waiting) {
            runtime.blockOn(each);
        }

        assertThat(order).containsExactly(0, 1, 2);
        assertThat(bulkhead.rejected()).isZero();
    }

    @Test
    void spawnBlocking_whileOthersWait_doesNotOvertake() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 0);
        Future<String> first = bulkhead.submit(this::block);
        assertThat(first.poll(cx).isReady()).isFalse();
        Future<String> waits = bulkhead.submit(() -> "waited");
        assertThat(waits.poll(cx).isReady()).isFalse();

        finish.countDown();
        runtime.blockOn(first); // the place went to the one that waits

        assertThatThrownBy(() -> bulkhead.spawnBlocking(() -> "overtook")).isInstanceOf(BulkheadFullException.class);
        assertThat(runtime.blockOn(waits)).isEqualTo("waited");
        assertThat(runtime.blockOn(bulkhead.spawnBlocking(() -> "room again"))).isEqualTo("room again");
    }

    @Test
    void submit_droppedWhileItWaits_neverRuns() throws Exception {
        Bulkhead bulkhead = full(1, 0);
        AtomicBoolean ran = new AtomicBoolean();
        Future<Boolean> waits = bulkhead.submit(() -> ran.getAndSet(true));
        assertThat(waits.poll(cx).isReady()).isFalse();

        waits.drop();

        assertThat(bulkhead.waiting()).isZero();
        finish.countDown();
        runtime.blockOn(bulkhead.submit(() -> "later"));
        assertThat(ran).isFalse();
        assertThatThrownBy(() -> waits.poll(cx)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void submit_droppedAfterItGotRoom_passesItOn() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 0);
        JoinHandle<String> running = bulkhead.spawnBlocking(this::block);
        Future<String> granted = bulkhead.submit(() -> "never");
        Future<String> next = bulkhead.submit(() -> "next");
        assertThat(granted.poll(cx).isReady()).isFalse();
        assertThat(next.poll(cx).isReady()).isFalse();
        finish.countDown();
        runtime.blockOn(running);

        granted.drop();

        assertThat(runtime.blockOn(next)).isEqualTo("next");
    }

    @Test
    void submit_droppedWhileTheJobRuns_interruptsIt() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 0);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<String> submitted = bulkhead.submit(() -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        assertThat(submitted.poll(cx).isReady()).isFalse();
        waitFor(started);

        submitted.drop();

        waitFor(interrupted);
        assertThat(runtime.blockOn(bulkhead.submit(() -> "next"))).isEqualTo("next");
    }

    @Test
    void abort_ofAQueuedJob_makesRoom() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 1);
        JoinHandle<String> running = bulkhead.spawnBlocking(this::block);
        JoinHandle<String> queued = bulkhead.spawnBlocking(() -> "never");

        queued.abort();

        JoinHandle<String> instead = bulkhead.spawnBlocking(() -> "instead");
        finish.countDown();
        assertThat(runtime.blockOn(running)).isEqualTo("finished");
        assertThat(runtime.blockOn(instead)).isEqualTo("instead");
    }

    @Test
    void interruptedJob_keepsItsPlaceWhileItRunsOn() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 0);
        CountDownLatch started = new CountDownLatch(1);
        JoinHandle<String> job = bulkhead.spawnBlocking(() -> {
            started.countDown();
            while (finish.getCount() > 0) {
                Thread.interrupted();
                LockSupport.parkNanos(1_000_000);
            }
            return "late";
        });
        waitFor(started);

        job.abort();

        assertThatThrownBy(() -> bulkhead.spawnBlocking(() -> "no thread")).isInstanceOf(BulkheadFullException.class);
    }

    @Test
    void shutdown_endsItWithTheRuntime() throws Exception {
        Bulkhead bulkhead = bulkhead(1, 1);
        CountDownLatch started = new CountDownLatch(1);
        JoinHandle<String> running = bulkhead.spawnBlocking(() -> {
            started.countDown();
            return block();
        });
        waitFor(started);
        JoinHandle<String> queued = bulkhead.spawnBlocking(() -> "never");
        Future<String> waits = bulkhead.submit(() -> "never");
        assertThat(waits.poll(cx).isReady()).isFalse();

        ShutdownReport report = runtime.shutdown(Duration.ZERO);

        assertThat(report.tasks()).isEqualTo(2);
        assertThat(report.cancelled()).isEqualTo(1);
        assertThatThrownBy(() -> running.poll(cx)).isInstanceOf(TaskCancelledException.class);
        assertThatThrownBy(() -> queued.poll(cx)).isInstanceOf(TaskCancelledException.class);
        assertThatThrownBy(() -> waits.poll(cx)).isInstanceOf(TaskCancelledException.class);
        assertThat(bulkhead.spawnBlocking(() -> "late").isFinished()).isTrue();
        assertThatThrownBy(() -> Bulkhead.named("late").build(runtime.handle()))
                .isInstanceOf(RuntimeShutdownException.class);
    }

    @Test
    void builder_refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Bulkhead.named(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Bulkhead.named("a").threads(0)).hasMessageContaining("at least 1: 0");
        assertThatThrownBy(() -> Bulkhead.named("a").queue(-1)).hasMessageContaining("negative: -1");
        assertThatThrownBy(() -> Bulkhead.named("a").build()).hasMessageContaining("no Pollux runtime");
    }

    private Bulkhead bulkhead(int threads, int queue) {
        return Bulkhead.named("jdbc").threads(threads).queue(queue).build(runtime.handle());
    }

    private Bulkhead full(int threads, int queue) {
        Bulkhead bulkhead = bulkhead(threads, queue);
        for (int i = 0; i < threads + queue; i++) {
            bulkhead.spawnBlocking(this::block).drop();
        }
        return bulkhead;
    }

    private String block() throws InterruptedException {
        waitFor(finish);
        return "finished";
    }
}
