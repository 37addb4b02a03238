package dev.pollux.test.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import dev.pollux.test.Behaviour;
import dev.pollux.test.Flavour;
import dev.pollux.test.Leaks;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds on a runtime with workers. */
@Timeout(60)
class MultiThreadTest {

    @Test
    @Behaviour("RTT-01")
    void oneWorker_startsAndEnds() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            assertThat(runtime.blockOn(runtime.spawn(ready("ran")))).isEqualTo("ran");
        }
    }

    @Test
    @Behaviour("RTT-02")
    void thousandTasks_allRun_andTheEndIsClean() throws Exception {
        for (int round = 0; round < 5; round++) {
            var left = new CountDownLatch(1_000);
            try (AsyncRuntime runtime =
                    AsyncRuntime.multiThread().workerThreads(4).build()) {
                for (int i = 0; i < 1_000; i++) {
                    runtime.spawn(async(left::countDown));
                }
                assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour("RTT-04")
    void messages_alongManyChains_allArrive(TestRuntime test) throws Exception {
        test.run(() -> {
            List<JoinHandle<Integer>> tracks = new ArrayList<>();
            for (int track = 0; track < 50; track++) {
                tracks.add(spawn(chain(200, 5)));
            }
            for (var track : tracks) {
                assertThat(track.await()).isEqualTo(5);
            }
        });
    }

    /** Sends a message through all the tasks of a chain, again and again. */
    private static Future<Integer> chain(int hops, int cycles) {
        return async(() -> {
            var entry = new Mailbox<Integer>();
            Mailbox<Integer> exit = entry;
            List<JoinHandle<Void>> links = new ArrayList<>();
            for (int i = 0; i < hops; i++) {
                var next = new Mailbox<Integer>();
                links.add(spawn(link(exit, next)));
                exit = next;
            }
            int last = 0;
            for (int cycle = 1; cycle <= cycles; cycle++) {
                entry.send(cycle);
                last = exit.receive().await().orElseThrow();
            }
            entry.close();
            for (var each : links) {
                each.await();
            }
            return last;
        });
    }

    private static Future<Void> link(Mailbox<Integer> from, Mailbox<Integer> to) {
        return async(() -> {
            for (Optional<Integer> message = from.receive().await();
                    message.isPresent();
                    message = from.receive().await()) {
                to.send(message.get());
            }
            to.close();
        });
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD, workers = 1)
    @Behaviour("RTT-05")
    void taskThatSpawnsItsSuccessor_starvesNoOther(TestRuntime test) throws Exception {
        var over = new AtomicBoolean();
        test.run(() -> {
            spawn(successorUntil(over));
            for (int i = 0; i < 100; i++) {
                spawn(yieldNow()).await();
            }
            over.set(true);
        });
    }

    private static Future<Void> successorUntil(AtomicBoolean over) {
        return async(() -> {
            if (!over.get()) {
                spawn(successorUntil(over));
                ready(1).await();
            }
        });
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour("RTT-10")
    void tasksOfTwoRuntimes_wakeEachOther(TestRuntime test) throws Exception {
        var there = new Mailbox<Integer>();
        var back = new Mailbox<Integer>();
        try (AsyncRuntime other = AsyncRuntime.multiThread().workerThreads(2).build()) {
            var echo = other.spawn(link(there, back));
            test.run(spawn(async(() -> {
                for (int i = 0; i < 500; i++) {
                    there.send(i);
                    assertThat(back.receive().await()).contains(i);
                }
                there.close();
            })));
            other.blockOn(echo);
        }
    }

    @Test
    @Behaviour({"RTT-13", "RTT-14"})
    void maxBlockingThreads_isAtLeastOne() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .maxBlockingThreads(1)
                .build()) {
            assertThat(runtime.blockOn(runtime.spawnBlocking(() -> "ran"))).isEqualTo("ran");
        }
        assertThatThrownBy(() -> AsyncRuntime.multiThread().maxBlockingThreads(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- the end

    @PolluxTest(flavour = Flavour.MULTI_THREAD, leaks = Leaks.ALLOW)
    @Behaviour("RTT-06")
    @SuppressWarnings("pollux:blocking-call") // the thread of the test is no worker
    void close_afterTasksHaveEnded_dropsTheOthers(TestRuntime test) throws Exception {
        var box = new Mailbox<String>();
        test.runtime().spawn(async(() -> box.send("from outside")));
        test.run(() -> {
            spawn(async(() -> box.send("from inside")));
            assertThat(List.of(
                            box.receive().await().orElseThrow(),
                            box.receive().await().orElseThrow()))
                    .containsExactlyInAnyOrder("from inside", "from outside");
            var waits = new CountDownLatch(1);
            spawn(closesWhenDropped(box, waits));
            waits.await();
        });

        test.runtime().close();

        try (AsyncRuntime another = AsyncRuntime.currentThread().build()) {
            assertThat(another.blockOn(box.receive())).isEmpty();
        }
    }

    private static Future<Void> closesWhenDropped(Mailbox<String> box, CountDownLatch waits) {
        return async(() -> {
            try {
                waits.countDown();
                pending().await();
            } finally {
                box.close();
            }
        });
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD, leaks = Leaks.ALLOW)
    @Behaviour("RTT-16")
    void close_whileATaskBlocksUntilAnotherIsDropped_ends(TestRuntime test) throws Exception {
        var blocks = new CountDownLatch(2);
        var dropped = new CountDownLatch(1);
        test.runtime().spawn(async(() -> {
            try {
                blocks.countDown();
                pending().await();
            } finally {
                dropped.countDown();
            }
        }));
        test.runtime().spawn(async(() -> {
            blockInPlace(() -> {
                blocks.countDown();
                dropped.await();
                return null;
            });
        }));
        blocks.await();

        test.runtime().close();

        assertThat(dropped.getCount()).isZero();
    }

    @Test
    @Behaviour({"RTT-07", "RTT-08"})
    void close_stopsEachThreadThatStarted_andDropsAFutureOnce() throws Exception {
        for (int round = 0; round < 100; round++) {
            var started = new AtomicInteger();
            var stopped = new Semaphore(0);
            var dropped = new AtomicInteger();
            AsyncRuntime runtime = AsyncRuntime.multiThread()
                    .workerThreads(2)
                    .onThreadStart(started::incrementAndGet)
                    .onThreadStop(stopped::release)
                    .build();
            runtime.spawn(new Future<Void>() {
                @Override
                public Poll<Void> poll(Context cx) {
                    return Poll.pending();
                }

                @Override
                public void drop() {
                    dropped.incrementAndGet();
                }
            });

            runtime.close();

            assertThat(dropped).hasValue(1);
            assertThat(started).hasPositiveValue();
            assertThat(stopped.tryAcquire(started.get(), 30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Behaviour("RTT-17")
    void wakeDuringShutdown_isHarmless() throws Exception {
        for (int round = 0; round < 100; round++) {
            var box = new Mailbox<Integer>();
            AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
            runtime.spawn(async(() -> {
                while (box.receive().await().isPresent()) {}
            }));
            var over = new AtomicBoolean();
            var waker = new Thread(() -> {
                while (!over.get()) {
                    box.send(1);
                }
            });
            waker.start();

            runtime.close();
            over.set(true);
            waker.join();
        }
    }
}
