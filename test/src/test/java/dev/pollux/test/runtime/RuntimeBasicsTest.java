package dev.pollux.test.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.consumeBudget;
import static dev.pollux.Pollux.pollFn;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import dev.pollux.test.Behaviour;
import dev.pollux.test.Flavour;
import dev.pollux.test.Leaks;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What holds on a runtime of every kind. */
class RuntimeBasicsTest {

    // ---------------------------------------------------------------- time

    @PolluxTest(flavour = Flavour.BOTH)
    @Behaviour({"RTC-18", "RTC-19"})
    void sleep_inTheRootAndInATask_neverEndsEarly(TestRuntime test) throws Exception {
        test.run(() -> {
            assertThat(sleeping().await()).isGreaterThanOrEqualTo(SLEEP.toNanos());
            assertThat(spawn(sleeping()).await()).isGreaterThanOrEqualTo(SLEEP.toNanos());
        });
    }

    private static final Duration SLEEP = Duration.ofMillis(20);

    private static Future<Long> sleeping() {
        return async(() -> {
            long begun = System.nanoTime();
            sleep(SLEEP).await();
            return System.nanoTime() - begun;
        });
    }

    @PolluxTest(flavour = Flavour.BOTH, leaks = Leaks.ALLOW)
    void earlierSleep_armedDuringALongerOne_isNotKeptWaiting(TestRuntime test) throws Exception {
        spawn(sleep(Duration.ofHours(1)));

        test.run(spawn(sleep(Duration.ofMillis(5))));
        test.run(spawnBlocking(() -> "also from a thread outside"));
        test.run(sleep(Duration.ofMillis(5)));
    }

    @PolluxTest(flavour = Flavour.BOTH)
    @Behaviour("RTC-25")
    void timers_ofTwoThreadsInBlockOn_areAlwaysDrivenByOne(AsyncRuntime runtime) throws Exception {
        for (int round = 0; round < 20; round++) {
            Callable<Integer> manySleeps = () -> runtime.blockOn(async(() -> {
                int slept = 0;
                while (slept < 5) {
                    sleep(Duration.ofMillis(1)).await();
                    slept++;
                }
                return slept;
            }));
            var other = new FutureTask<>(manySleeps);
            new Thread(other, "other").start();

            assertThat(manySleeps.call()).isEqualTo(5);
            assertThat(other.get()).isEqualTo(5);
        }
    }

    // ---------------------------------------------------------------- sockets

    @PolluxTest(flavour = Flavour.BOTH)
    @Behaviour({"RTC-20", "RTC-29"})
    void clientAndServer_exchangeAMessage_andEndOnce(TestRuntime test) throws Exception {
        var ends = new Mailbox<String>();
        test.run(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await()) {
                var server = spawn(async(() -> {
                    try (TcpStream stream = listener.accept().await()) {
                        stream.writeAll("hello").await();
                    }
                    ends.send("server");
                }));
                try (TcpStream stream =
                        TcpStream.connect(listener.localAddress()).await()) {
                    assertThat(stream.read(ByteBuffer.allocate(5)).await()).isPositive();
                }
                server.await();
            }
            ends.close();
            assertThat(ends.receive().await()).contains("server");
            assertThat(ends.receive().await()).isEmpty();
        });
    }

    @PolluxTest(flavour = Flavour.BOTH)
    @Behaviour("RTC-26")
    void socket_whileTasksAreAlwaysReady_isServed(TestRuntime test) throws Exception {
        var connected = new AtomicBoolean();
        test.run(() -> {
            List<JoinHandle<Void>> load = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                load.add(spawn(restlessUntil(connected)));
            }
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
                    TcpStream client =
                            TcpStream.connect(listener.localAddress()).await();
                    TcpStream server = listener.accept().await()) {
                client.writeAll("x").await();
                assertThat(server.read(ByteBuffer.allocate(1)).await()).isEqualTo(1);
            }
            connected.set(true);
            for (var each : load) {
                each.await();
            }
        });
    }

    /** Wakes itself in each poll, without giving way as {@code yieldNow} does. */
    private static Future<@Nullable Void> restlessUntil(AtomicBoolean over) {
        return pollFn(cx -> {
            cx.waker().wake();
            return over.get() ? Poll.ready(null) : Poll.pending();
        });
    }

    // ---------------------------------------------------------------- giving way

    @PolluxTest
    @Behaviour("RTC-27")
    void yieldNow_returnsOnlyAfterALookAtTheSockets(TestRuntime test) throws Exception {
        assertThat(stepsUntilAccepted(test, () -> yieldNow())).isLessThanOrEqualTo(10);
    }

    @PolluxTest
    @Behaviour("RTC-28")
    void spentBudget_isRefilledOnlyAfterALookAtTheSockets(TestRuntime test) throws Exception {
        assertThat(stepsUntilAccepted(test, RuntimeBasicsTest::wholeBudget)).isLessThanOrEqualTo(10);
    }

    private static Future<Void> wholeBudget() {
        return async(() -> {
            for (int i = 0; i < 128; i++) {
                consumeBudget().await();
            }
        });
    }

    /** Counts the steps that a task makes until another one has accepted a connection that is there. */
    @SuppressWarnings("pollux:blocking-call") // the listener is there
    private static int stepsUntilAccepted(TestRuntime test, Supplier<Future<?>> step) throws Exception {
        return test.<Integer>run(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await()) {
                JoinHandle<TcpStream> accepting = spawn(listener.accept());
                yieldNow().await(); // it waits
                try (Socket client = new Socket()) {
                    client.connect(listener.localAddress());
                    int steps = 0;
                    while (!accepting.isFinished()) {
                        step.get().await();
                        steps++;
                    }
                    accepting.await().close();
                    return steps;
                }
            }
        });
    }

    @PolluxTest(flavour = Flavour.BOTH)
    void yieldNow_letsOtherTasksRunFirst(TestRuntime test) throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        test.run(spawn(async(() -> {
            var other = spawn(async(() -> order.add("other")));
            yieldNow().await();
            yieldNow().await();
            other.await();
            order.add("after");
        })));

        assertThat(order).containsExactly("other", "after");
    }

    @PolluxTest
    void yieldNow_inTheRootOfACurrentThreadRuntime_letsAllReadyTasksRunFirst(TestRuntime test) throws Exception {
        List<String> order = new ArrayList<>();
        test.run(() -> {
            for (int i = 0; i < 3; i++) {
                spawn(async(() -> order.add("task")));
            }
            yieldNow().await();
            order.add("root");
        });

        assertThat(order).containsExactly("task", "task", "task", "root");
    }

    @PolluxTest(flavour = Flavour.BOTH)
    void taskThatInterruptsItsThread_hurtsNobody(TestRuntime test) throws Exception {
        Thread ofTheTest = Thread.currentThread();
        test.run(() -> {
            var interrupting = spawn(async(() -> {
                if (Thread.currentThread() != ofTheTest) {
                    Thread.currentThread().interrupt();
                }
                return "value";
            }));
            assertThat(interrupting.await()).isEqualTo("value");
            assertThat(spawn(async(() -> "next")).await()).isEqualTo("next");
        });
    }
}
