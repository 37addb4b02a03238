package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.keep;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.Future;
import dev.pollux.future.Futurelock;
import dev.pollux.future.Poll;
import dev.pollux.stream.Streams;
import dev.pollux.sync.Mpmc;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Mutex;
import dev.pollux.sync.OnceCell;
import dev.pollux.sync.RwLock;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Programs that hang because something was handed to a future that its task does not poll any more, and what a dump says of them. A line
 * that is named in one ends with its name.
 */
@Timeout(60)
@SuppressWarnings({"try", "pollux:guard-across-await"}) // guards are there to be closed
class FuturelockHangsTest {

    private final List<Futurelock> reports = new CopyOnWriteArrayList<>();
    private final AsyncRuntime runtime = AsyncRuntime.multiThread()
            .workerThreads(1)
            .name("hung")
            .onFuturelock(reports::add)
            .onFailure(failure -> {}) // of those that find their channel closed in the end
            .build();
    private final AtomicBoolean letGo = new AtomicBoolean();

    @AfterEach
    void end() throws InterruptedException {
        assertThat(reports).hasSize(1);
        runtime.shutdown(Duration.ofSeconds(10));
    }

    private JoinHandle<Void> spawn(String name, AsyncAction block) {
        return runtime.handle().task().name(name).spawn(block);
    }

    private String hang() throws Exception {
        return SettledDump.of(runtime, FuturelockHangsTest.class);
    }

    private Future<Void> untilLetGo() {
        return async(() -> {
            while (!letGo.get()) {
                yieldNow().await();
            }
        });
    }

    /** Polls a future once and leaves it. */
    private Future<Void> pollOnce(Future<?> kept) {
        return async(() -> {
            select(when(keep(kept), ignored -> "kept"), when(ready("other"), other -> other))
                    .biased()
                    .await();
            letGo.set(true);
        });
    }

    private static Future<Void> use(Mutex<String> mutex) {
        return async(() -> {
            try (var guard = mutex.lock().await()) { // use locks
                guard.get();
            }
        });
    }

    /** The program that gave the hang its name: a branch that lost is kept, and then the same lock is wanted again. */
    @Test
    void lock_handedToALoserThatWasKept_isACycle() throws Exception {
        Mutex<String> mutex = new Mutex<>("resource");
        var holds = new AtomicBoolean();
        spawn("background", () -> {
            try (var held = mutex.lock().await()) {
                holds.set(true);
                untilLetGo().await();
            }
        });
        spawn("stuck", () -> {
            while (!holds.get()) {
                yieldNow().await();
            }
            Future<Void> first = use(mutex);
            pollOnce(first).await();
            use(mutex).await();
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the lock of Mutex[locked], handed to task "stuck", which has not taken it: waited at {use locks}
                        1. in line: task "stuck" at {use locks}
                    cycle: task "stuck" -> the lock of Mutex[locked] handed to task "stuck", which has not taken it: \
                waited at {use locks}
                """);
    }

    /** The consumer of a buffer wants what one of the buffered futures was handed meanwhile. */
    @Test
    void permit_handedToABufferedFuture_isACycle() throws Exception {
        Semaphore permits = new Semaphore(1);
        spawn("consumer", () -> {
            var pages = Streams.of(1, 2, 3, 4, 5).buffered(5, page -> {
                try (var permit = permits.acquire().await()) { // page waits
                    yieldNow().await();
                    return page;
                }
            });
            pages.next().await();
            try (var permit = permits.acquire().await()) {} // consumer waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a permit of Semaphore[0 free, with a line], handed to task "consumer", which has not taken it: \
                waited at {page waits}
                        4. in line: task "consumer" at {consumer waits}
                    cycle: task "consumer" -> a permit of Semaphore[0 free, with a line] handed to task "consumer", \
                which has not taken it: waited at {page waits}
                """);
    }

    /** A handler sends into a channel whose room was handed to a send that the loop keeps for later. */
    @Test
    void room_handedToASendThatIsKept_isACycle() throws Exception {
        var channel = Mpsc.<Integer>bounded(1);
        channel.sender().trySend(0);
        spawn("server", () -> {
            try (var in = channel.receiver()) {
                untilLetGo().await();
                in.recv().await();
                in.recv().await(); // server waits
            }
        });
        spawn("client", () -> {
            try (var out = channel.sender()) {
                Future<Void> later = async(() -> {
                    out.send(1).await(); // later waits
                });
                pollOnce(later).await();
                out.send(2).await(); // client waits
            }
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a message of channel[0 of 1], held by task "client" at {client waits}
                        task "server" at {server waits}
                    room in channel[0 of 1], handed to task "client", which has not taken it: waited at {later waits}, \
                held by task "server" at {server waits}
                        1. in line: task "client" at {client waits}
                    cycle: task "client" -> room in channel[0 of 1] handed to task "client", which has not taken it: \
                waited at {later waits}
                """);
    }

    @Test
    void roomOfManyReceivers_handedToASendThatIsKept_isACycle() throws Exception {
        var channel = Mpmc.<Integer>bounded(1);
        channel.sender().trySend(0);
        spawn("server", () -> {
            try (var in = channel.receiver()) {
                untilLetGo().await();
                in.recv().await();
                in.recv().await(); // server receives
            }
        });
        spawn("client", () -> {
            try (var out = channel.sender()) {
                Future<Void> later = async(() -> {
                    out.send(1).await(); // later sends
                });
                pollOnce(later).await();
                out.send(2).await(); // client sends
            }
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    a message of channel[0 of 1], held by task "client" at {client sends}
                        1. in line: task "server" at {server receives}
                    room in channel[0 of 1], handed to task "client", which has not taken it: waited at {later sends}, \
                held by task "server" at {server receives}
                        1. in line: task "client" at {client sends}
                    cycle: task "client" -> room in channel[0 of 1] handed to task "client", which has not taken it: \
                waited at {later sends}
                """);
    }

    @Test
    void message_handedToAReceiveThatIsKept_isACycle() throws Exception {
        var channel = Mpmc.<Integer>bounded(1);
        spawn("boss", () -> {
            try (var out = channel.sender()) {
                untilLetGo().await();
                out.send(1).await();
                pending().await(); // boss waits
            }
        });
        spawn("worker", () -> {
            try (var in = channel.receiver()) {
                Future<Void> later = async(() -> {
                    in.recv().await(); // later receives
                });
                pollOnce(later).await();
                in.recv().await(); // worker receives
            }
        });

        assertThat(hang()).contains("cycle: ").isEqualToIgnoringWhitespace("""
                who waits for whom
                    the end of pending: nobody holds what ends this, so it never ends
                        task "boss" at {boss waits}
                    a message of channel[0 of 1], handed to task "worker", which has not taken it: \
                waited at {later receives}, held by task "boss" at {boss waits}
                        1. in line: task "worker" at {worker receives}
                    cycle: task "worker" -> a message of channel[0 of 1] handed to task "worker", which has not taken it: \
                waited at {later receives}
                """);
    }

    /** Whoever computed the value was dropped, and the turn went to a future that nobody polls. */
    @Test
    void turnToInitialise_handedToALoserThatWasKept_isACycle() throws Exception {
        OnceCell<Integer> cell = new OnceCell<>();
        var begun = new AtomicBoolean();
        var first = spawn("first", () -> {
            cell.getOrInit(() -> {
                        begun.set(true);
                        pending().await();
                        return 1;
                    })
                    .await();
        });
        spawn("stuck", () -> {
            while (!begun.get()) {
                yieldNow().await();
            }
            Future<Integer> second = async(() -> cell.getOrInit(() -> 2).await()); // second waits
            pollOnce(second).await();
            first.abort();
            cell.getOrInit(() -> 3).await(); // stuck waits
        });

        assertThat(hang()).isEqualToIgnoringWhitespace("""
                who waits for whom
                    the value of OnceCell[empty], handed to task "stuck", which has not taken it: waited at {second waits}
                        1. in line: task "stuck" at {stuck waits}
                    cycle: task "stuck" -> the value of OnceCell[empty] handed to task "stuck", which has not taken it: \
                waited at {second waits}
                """);
    }

    /** The one who was handed the lock waits for another task, which waits for the lock. */
    @Test
    void lockToWrite_handedToALoserThatWasKept_isInACycleOfTwo() throws Exception {
        RwLock<String> lock = new RwLock<>("value");
        var holds = new AtomicBoolean();
        spawn("background", () -> {
            try (var held = lock.read().await()) {
                holds.set(true);
                untilLetGo().await();
            }
        });
        spawn("parent", () -> {
            while (!holds.get()) {
                yieldNow().await();
            }
            Future<Void> kept = async(() -> lock.write().await().close()); // kept waits
            pollOnce(kept).await();
            JoinHandle<Void> child = spawn("child", () -> {
                lock.read().await().close(); // child waits
            });
            child.await(); // parent waits
        });

        assertThat(hang())
                .contains(
                        "the lock of RwLock[read], handed to task \"parent\", which has not taken it: waited at {kept waits}\n",
                        "1. in line: task \"child\" at {child waits}\n",
                        "cycle: ");
    }

    /** Somebody who sleeps while it has what others want is no deadlock. */
    @Test
    void lock_handedToATaskThatWaitsForSomethingElse_isNoCycle() throws Exception {
        Mutex<String> mutex = new Mutex<>("resource");
        var holds = new AtomicBoolean();
        var kept = new AtomicBoolean();
        spawn("background", () -> {
            try (var held = mutex.lock().await()) {
                holds.set(true);
                untilLetGo().await();
                while (!kept.get()) {
                    yieldNow().await();
                }
            }
        });
        Future<String> never = cx -> Poll.pending();
        spawn("busy", () -> {
            while (!holds.get()) {
                yieldNow().await();
            }
            Future<Void> first = use(mutex);
            pollOnce(first).await();
            never.await(); // busy waits
        });
        spawn("other", () -> {
            while (!letGo.get()) {
                yieldNow().await();
            }
            kept.set(true);
            use(mutex).await();
        });

        assertThat(hang())
                .contains(
                        "the lock of Mutex[locked], handed to task \"busy\", which has not taken it: waited at {use locks}")
                .contains("1. in line: task \"other\" at {use locks}")
                .doesNotContain("cycle");
    }
}
