package dev.pollux.runtime;

import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.sync.Barrier;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Mutex;
import dev.pollux.sync.Notify;
import dev.pollux.sync.OnceCell;
import dev.pollux.sync.RwLock;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that hang, each in its own way, and what a dump says of them. A line that is named in one ends with its name. */
@Timeout(60)
@SuppressWarnings({"try", "pollux:blocking-call"}) // guards are there to be closed, and workers to be blocked
class PlantedHangsTest {

    private final AsyncRuntime runtime = AsyncRuntime.multiThread()
            .workerThreads(1)
            .pollBudget(Duration.ofHours(1))
            .name("hung")
            .onFailure(failure -> {}) // of those that find their channel closed in the end
            .build();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        runtime.shutdown(Duration.ofSeconds(10));
    }

    private JoinHandle<Void> spawn(String name, AsyncAction block) {
        return runtime.handle().task().name(name).spawn(block);
    }

    /** Until a thread stands at the line that blocks it, and not yet at the one before. */
    private static void awaitWaiting(AtomicReference<Thread> thread) {
        while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
            Thread.onSpinWait(); // a moment: it is on its way
        }
    }

    private String hang() throws Exception {
        return SettledDump.of(runtime, PlantedHangsTest.class);
    }

    @Test
    void locksInOppositeOrder_areACycle() throws Exception {
        Mutex<String> first = new Mutex<>("first");
        Mutex<String> second = new Mutex<>("second");
        AtomicInteger met = new AtomicInteger();
        spawn("left", () -> {
            try (var held = first.lock().await()) { // left locks
                SettledDump.meet(met, 2).await();
                try (var both = second.lock().await()) {} // left waits
            }
        });
        spawn("right", () -> {
            try (var held = second.lock().await()) { // right locks
                SettledDump.meet(met, 2).await();
                try (var both = first.lock().await()) {} // right waits
            }
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the lock of Mutex[locked] #1, held by task "right" at {right locks}
                        1. in line: task "left" at {left waits}
                    the lock of Mutex[locked] #2, held by task "left" at {left locks}
                        1. in line: task "right" at {right waits}
                    cycle: task "left" -> the lock of Mutex[locked] #1 held by task "right" at {right locks} \
                -> the lock of Mutex[locked] #2 held by task "left" at {left locks}
                """);
    }

    @Test
    void actorsWithFullChannels_areACycle() throws Exception {
        var ping = Mpsc.<Integer>bounded(1);
        var pong = Mpsc.<Integer>bounded(1);
        spawn("pinger", () -> {
            try (var in = pong.receiver();
                    var out = ping.sender()) {
                while (true) {
                    out.send(1).await(); // pinger sends
                    out.send(2).await(); // pinger sends more
                    in.recv().await();
                }
            }
        });
        spawn("ponger", () -> {
            try (var in = ping.receiver();
                    var out = pong.sender()) {
                while (true) {
                    out.send(1).await();
                    out.send(2).await(); // ponger sends more
                    in.recv().await();
                }
            }
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    room in channel[1 of 1] #1, held by task "ponger" at {ponger sends more}
                        1. in line: task "pinger" at {pinger sends more}
                    room in channel[1 of 1] #2, held by task "pinger" at {pinger sends more}
                        1. in line: task "ponger" at {ponger sends more}
                    cycle: task "pinger" -> room in channel[1 of 1] #1 held by task "ponger" at {ponger sends more} \
                -> room in channel[1 of 1] #2 held by task "pinger" at {pinger sends more}
                """);
    }

    @Test
    void tasksThatJoinEachOther_areACycle() throws Exception {
        var handles = new CompletableFuture<List<JoinHandle<Void>>>();
        var one = spawn("one", () -> {
            while (!handles.isDone()) {
                yieldNow().await();
            }
            handles.join().get(1).await(); // one joins
        });
        var two = spawn("two", () -> {
            one.await(); // two joins
        });
        handles.complete(List.of(one, two));

        assertThat(hang()).contains("cycle: ").isEqualToIgnoringWhitespace("""
                who waits for whom
                    the end of task "two": at {two joins}
                        task "one" at {one joins}
                    the end of task "one": at {one joins}
                        task "two" at {two joins}
                    cycle: task "one" -> the end of task "two" at {two joins} -> the end of task "one" at {one joins}
                """);
    }

    @Test
    void senderThatWasForgotten_isLeftOpen() throws Exception {
        var orders = Mpsc.<Integer>bounded(4);
        spawn("cook", () -> {
            try (var in = orders.receiver()) {
                while (in.recv().await() != null) {} // cook waits
            }
        });
        spawn("waiter", () -> {
            try (var out = orders.sender()) {
                out.copy().send(1).await(); // and nobody closes the copy
            }
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a message of channel[0 of 4]: no live task holds what ends this, but 1 is left open
                        task "cook" at {cook waits}
                """);
    }

    @Test
    void permitsThatAreKept_starveThoseInLine() throws Exception {
        Semaphore permits = new Semaphore(3);
        Future<String> never = cx -> Poll.pending();
        spawn("miser", () -> {
            try (var kept = permits.acquire().await()) {
                never.await(); // miser waits
            }
        });
        spawn("big", () -> {
            try (var three = permits.acquireMany(3).await()) {} // big waits
        });
        spawn("small", () -> {
            try (var one = permits.acquire().await()) {} // small waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the end of LAMBDA: no live task is known to hold what ends this
                        task "miser" at {miser waits}
                    a permit of Semaphore[2 free, with a line], held by task "miser" at {miser waits}
                        1. in line: task "big" at {big waits}
                        2. in line: task "small" at {small waits}
                """);
    }

    @Test
    void permitsInOppositeOrder_areACycle() throws Exception {
        takePermitsInOppositeOrder(new Semaphore(2), new Semaphore(1));

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a permit of Semaphore[0 free, with a line] #1, held by task "right" at {right waits}
                        1. in line: task "left" at {left waits too}
                    a permit of Semaphore[0 free, with a line] #2, held by task "left" at {left waits too}
                        1. in line: task "right" at {right waits}
                    cycle: task "left" -> a permit of Semaphore[0 free, with a line] #1 held by task "right" at \
                {right waits} -> a permit of Semaphore[0 free, with a line] #2 held by task "left" at {left waits too}
                """);
    }

    /** Who adds permits holds none, and is not to be found. */
    @Test
    void permitsThatSomebodyAddsTo_areNoCycle() throws Exception {
        Semaphore refilled = new Semaphore(1);
        refilled.addPermits(1);
        takePermitsInOppositeOrder(refilled, new Semaphore(1));

        assertThat(hang()).contains("held by task \"left\"").doesNotContain("cycle");
    }

    private void takePermitsInOppositeOrder(Semaphore first, Semaphore second) {
        AtomicInteger met = new AtomicInteger();
        spawn("left", () -> {
            try (var two = first.acquireMany(2).await()) {
                SettledDump.meet(met, 2).await();
                try (var one = second.acquire().await()) {} // left waits too
            }
        });
        spawn("right", () -> {
            try (var one = second.acquire().await()) {
                SettledDump.meet(met, 2).await();
                try (var two = first.acquire().await()) {} // right waits
            }
        });
    }

    @Test
    void initialiserThatWaitsForItsOwnCell_isACycle() throws Exception {
        OnceCell<Integer> cell = new OnceCell<>();
        spawn("snake", () -> {
            cell.getOrInit(() -> cell.getOrInit(() -> 1).await()).await(); // snake waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the value of OnceCell[empty], held by task "snake" at {snake waits}
                        1. in line: task "snake" at {snake waits}
                    cycle: task "snake" -> the value of OnceCell[empty] held by task "snake" at {snake waits}
                """);
    }

    @Test
    void pollThatBlocks_keepsTheQueuedWaiting() throws Exception {
        AtomicReference<Thread> blocked = new AtomicReference<>();
        spawn("blocker", () -> {
            blocked.set(Thread.currentThread());
            release.await(); // blocker blocks
        });
        awaitWaiting(blocked);
        spawn("first", () -> yieldNow().await());
        spawn("second", () -> yieldNow().await());

        RuntimeDump dump = runtime.dump();

        assertThat(SettledDump.readable(dump, PlantedHangsTest.class)).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a turn on AsyncRuntime[hung], held by task "blocker" at {blocker blocks} on "hung-worker-1"
                        task "first"
                        task "second"
                """);
    }

    /** Were the guard a variable of the block, the second lock would fail by itself. */
    @Test
    void lockThatIsTakenTwice_isACycleOfOne() throws Exception {
        Mutex<String> lock = new Mutex<>("value");
        AtomicReference<Mutex.Guard<String>> kept = new AtomicReference<>();
        spawn("greedy", () -> {
            kept.set(lock.lock().await()); // greedy locks
            lock.lock().await().close(); // greedy waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the lock of Mutex[locked], held by task "greedy" at {greedy locks}
                        1. in line: task "greedy" at {greedy waits}
                    cycle: task "greedy" -> the lock of Mutex[locked] held by task "greedy" at {greedy locks}
                """);
    }

    @Test
    void readerThatWantsToWrite_isACycleWithItselfOrAnother() throws Exception {
        RwLock<String> lock = new RwLock<>("value");
        AtomicInteger met = new AtomicInteger();
        spawn("reader", () -> {
            try (var read = lock.read().await()) { // reader locks
                SettledDump.meet(met, 2).await();
                try (var write = lock.write().await()) {} // reader waits
            }
        });

        spawn("other", () -> {
            while (met.get() == 0) {
                yieldNow().await();
            }
            lock.read().await().close(); // so that the reader was not the last to read
            met.incrementAndGet();
        });

        assertThat(hang())
                .contains(
                        "cycle: task \"reader\" -> the lock of RwLock[read] held by task \"reader\" at {reader locks}");
    }

    @Test
    void requestAndReply_thatEachAwaitTheOther_areACycle() throws Exception {
        var requests = Mpsc.<Integer>bounded(1);
        var replies = Mpsc.<Integer>bounded(1);
        spawn("client", () -> {
            try (var out = requests.sender();
                    var in = replies.receiver()) {
                Integer reply = in.recv().await(); // client waits
                out.send(reply).await();
            }
        });
        spawn("server", () -> {
            try (var in = requests.receiver();
                    var out = replies.sender()) {
                Integer request = in.recv().await(); // server waits
                out.send(request).await();
            }
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a message of channel[0 of 1] #1, held by task "server" at {server waits}
                        task "client" at {client waits}
                    a message of channel[0 of 1] #2, held by task "client" at {client waits}
                        task "server" at {server waits}
                    cycle: task "client" -> a message of channel[0 of 1] #1 held by task "server" at {server waits} \
                -> a message of channel[0 of 1] #2 held by task "client" at {client waits}
                """);
    }

    @Test
    void scopeWhoseBodyHoldsWhatItsChildWants_isACycle() throws Exception {
        Mutex<String> lock = new Mutex<>("value");
        spawn("parent", () -> {
            scope(tasks -> {
                        try (var held = lock.lock().await()) { // body locks
                            var child = tasks.spawn(() -> {
                                try (var wanted = lock.lock().await()) {} // child waits
                            });
                            child.await(); // body waits
                        }
                    })
                    .await(); // parent waits
        });

        assertThat(hang())
                .contains("1. in line: task at {child waits}")
                .containsAnyOf( // which comes first depends on the threads that spawned them
                        "cycle: task \"parent\" -> the end of task at {child waits} -> the lock of Mutex[locked] held by task"
                                + " \"parent\" at {body locks}",
                        "cycle: task -> the lock of Mutex[locked] held by task \"parent\" at {body locks} -> the end of task"
                                + " at {child waits}");
    }

    @Test
    void jobThatNeverEnds_isShownWithItsThreadAndStack() throws Exception {
        AtomicReference<Thread> blocked = new AtomicReference<>();
        var job = runtime.handle().task().name("job").spawnBlocking(() -> {
            blocked.set(Thread.currentThread());
            release.await(); // job blocks
            return "released";
        });
        awaitWaiting(blocked);
        spawn("patient", () -> {
            job.await(); // patient waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the end of task "job": at {job blocks} on "hung-blocking-1"
                        task "patient" at {patient waits}
                """);
        assertThat(runtime.dump().blockingJobs())
                .extracting(TaskDump::stack)
                .singleElement()
                .asString()
                .contains("PlantedHangsTest");
    }

    @Test
    void barrierOneShort_showsWhoIsThere() throws Exception {
        Barrier barrier = new Barrier(3);
        for (String name : List.of("first", "second")) {
            spawn(name, () -> {
                barrier.arrive().await(); // arrives
            });
        }

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the other parties of Barrier[2 of 3]: no live task is known to hold what ends this
                        task "first" at {arrives}
                        task "second" at {arrives}
                """);
    }

    @Test
    void notificationThatNeverComes_showsWhoWaits() throws Exception {
        Notify notify = new Notify();
        spawn("hopeful", () -> {
            notify.notified().await(); // hopes
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a notification of Notify[awaited]: no live task is known to hold what ends this
                        task "hopeful" at {hopes}
                """);
    }

    @Test
    void futureThatNobodyCompletes_isNamed() throws Exception {
        Future<String> unfinished = new TestFutures.Gate() {
            @Override
            public String toString() {
                return "unfinished business";
            }
        };
        spawn("waiting", () -> {
            unfinished.await(); // waiting waits
        });
        spawn("lost", () -> {
            pending().await(); // lost waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the end of unfinished business: no live task is known to hold what ends this
                        task "waiting" at {waiting waits}
                    the end of pending: nobody holds what ends this, so it never ends
                        task "lost" at {lost waits}
                """);
    }
}
