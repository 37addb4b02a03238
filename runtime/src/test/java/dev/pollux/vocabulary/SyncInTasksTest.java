package dev.pollux.vocabulary;

import static dev.pollux.future.Futures.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Barrier;
import dev.pollux.sync.Broadcast;
import dev.pollux.sync.ClosedException;
import dev.pollux.sync.Notify;
import dev.pollux.sync.OnceCell;
import dev.pollux.sync.Oneshot;
import dev.pollux.sync.Semaphore;
import dev.pollux.sync.Watch;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tasks meet at, used by tasks. */
@Timeout(60)
class SyncInTasksTest {

    /** Polls a block that would go on for ever, and expects it to stop by itself and to want another poll. */
    private static void assertGivesWay(AsyncBlock<?> endless) throws Exception {
        var wakes = new AtomicInteger();
        Context cx = Context.of(wakes::incrementAndGet, () -> new Random(1));
        Future<?> future = endless.future();

        assertThat(future.pollRaw(cx)).isSameAs(Poll.PENDING);

        assertThat(wakes).hasValueGreaterThan(0);
        future.drop();
    }

    @Test
    @Behaviour("BRC-29")
    void recv_ofABroadcastThatIsAlwaysReady_givesWay() throws Exception {
        Broadcast<Integer> channel = Broadcast.channel(1);
        assertGivesWay(() -> {
            while (true) {
                channel.sender().send(1);
                channel.receiver().recv().await();
            }
        });
    }

    @Test
    @Behaviour({"WAT-13", "WAT-14"})
    void changed_thatIsAlwaysReady_givesWay() throws Exception {
        Watch<Integer> channel = Watch.channel(1);
        assertGivesWay(() -> {
            while (true) {
                channel.receiver().markChanged();
                channel.receiver().changed().await();
            }
        });
        Watch<Integer> closed = Watch.channel(1);
        closed.sender().close();
        assertGivesWay(() -> {
            while (true) {
                try {
                    closed.receiver().changed().await();
                } catch (ClosedException e) {
                    assertThat(e).hasMessageContaining("closed");
                }
            }
        });
    }

    @Test
    @Behaviour({"WAT-15", "WAT-16"})
    void waitFor_thatIsAlwaysReady_givesWay() throws Exception {
        Watch<Integer> channel = Watch.channel(1);
        assertGivesWay(() -> {
            while (true) {
                channel.receiver().waitFor(value -> true).await();
            }
        });
        Watch<Integer> closed = Watch.channel(1);
        closed.sender().close();
        assertGivesWay(() -> {
            while (true) {
                closed.receiver().waitFor(value -> true).await();
            }
        });
    }

    @Test
    @Behaviour("WAT-17")
    void closed_thatIsAlwaysReady_givesWay() throws Exception {
        Watch.Sender<Integer> sender = Watch.sender(1);
        assertGivesWay(() -> {
            while (true) {
                sender.closed().await();
            }
        });
    }

    @Test
    @Behaviour({"SEM-25", "SEM-26", "SEM-27", "SEM-28", "t:sync_panic-03"})
    void blockingMethods_inATask_areRefused() throws Exception {
        Semaphore semaphore = new Semaphore(1);
        Oneshot<Integer> oneshot = Oneshot.channel();
        Broadcast<Integer> broadcast = Broadcast.channel(1);
        List<Callable<?>> calls = List.of(
                semaphore::blockingAcquire,
                () -> semaphore.blockingAcquireMany(1),
                () -> oneshot.receiver().blockingRecv(),
                () -> broadcast.receiver().blockingRecv());
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            for (Callable<?> call : calls) {
                assertThatThrownBy(() -> runtime.blockOn(async(() -> call.call())))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside async code");
            }
        }
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    @Behaviour("SEM-13")
    void semaphore_aThousandTasks_areNeverMoreThanItsPermits() throws Exception {
        Semaphore semaphore = new Semaphore(5);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            List<JoinHandle<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                tasks.add(runtime.spawn(async(() -> {
                    try (Semaphore.Permit permit = semaphore.acquire().await()) {
                        most.accumulateAndGet(inside.addAndGet((int) permit.count()), Math::max);
                        dev.pollux.Pollux.yieldNow().await();
                        inside.decrementAndGet();
                    }
                    return null;
                })));
            }
            for (JoinHandle<?> each : tasks) {
                runtime.blockOn(each);
            }
        }
        assertThat(most.get()).isBetween(1, 5);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void taskOfManyKinds_meetAndEnd() throws Exception {
        Barrier barrier = new Barrier(2);
        Notify notify = new Notify();
        OnceCell<String> cell = new OnceCell<>();
        AtomicInteger leaders = new AtomicInteger();
        AsyncBlock<String> party = () -> {
            if (barrier.arrive().await().isLeader()) {
                leaders.incrementAndGet();
                notify.notifyWaiters();
            }
            notify.awaitUntil(() -> leaders.get() == 1).await();
            return cell.getOrInit(() -> {
                        dev.pollux.Pollux.yieldNow().await();
                        return "made once";
                    })
                    .await();
        };
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            var first = runtime.spawn(party.future());
            var second = runtime.spawn(party.future());

            assertThat(runtime.blockOn(first)).isSameAs(runtime.blockOn(second)).isEqualTo("made once");
        }
    }
}
