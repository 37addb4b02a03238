package dev.pollux;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.interval;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.ShutdownReport;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users write: whole programs of async blocks, on the default runtime. */
@Timeout(120)
class ProgramsTest {

    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofMinutes(5);

    // ---------------------------------------------------------------- the program of the design

    private static final class JokeBot {

        Future<String> reply(String user) {
            return async(() -> {
                var both = join(joke(), preferences(user)).await();
                return both.second() + both.first();
            });
        }

        private Future<String> joke() {
            return async(() -> {
                sleep(SHORT).await();
                return "a horse walks into a bar";
            });
        }

        private Future<String> preferences(String user) {
            return async(() -> spawnBlocking(() -> "Dear " + user + ": ").await());
        }

        Future<Void> serve(TcpStream socket) {
            return async(() -> {
                try (socket;
                        var lines = new AsyncBufReader(socket)) {
                    String user = lines.readLine().await();
                    while (user != null) {
                        socket.writeAll(reply(user).await() + "\n").await();
                        user = lines.readLine().await();
                    }
                }
                return null;
            });
        }
    }

    private static Future<Void> serveForEver(TcpListener listener) {
        return async(() -> {
            while (true) {
                var socket = listener.accept().await();
                spawn(new JokeBot().serve(socket));
            }
        });
    }

    @Test
    void jokeBot_asInTheDesign_answersItsUsers() throws Exception {
        List<String> answers = run(async(() -> {
            var listener = TcpListener.bind("127.0.0.1:0").await();
            spawn(serveForEver(listener));
            List<Future<String>> users = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                users.add(ask(listener, "user " + i));
            }
            return joinAll(users).await();
        }));

        assertThat(answers).hasSize(20);
        assertThat(answers.get(7)).isEqualTo("Dear user 7: a horse walks into a bar");
    }

    private static Future<String> ask(TcpListener listener, String user) {
        return async(() -> {
            try (var socket = TcpStream.connect(listener.localAddress()).await()) {
                socket.writeAll(user + "\n").await();
                return new AsyncBufReader(socket).readLine().await();
            }
        });
    }

    // ---------------------------------------------------------------- tasks

    @Test
    void tasks_spawnedInALoop_areJoinedInOrder() throws Exception {
        int sum = run(() -> {
            List<JoinHandle<Integer>> handles = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                handles.add(spawn(() -> {
                    yieldNow().await();
                    return number;
                }));
            }
            int total = 0;
            for (JoinHandle<Integer> handle : handles) {
                total += handle.await();
            }
            return total;
        });

        assertThat(sum).isEqualTo(4950);
    }

    @Test
    void abort_ofATaskInAFinally_runsTheTasksOwnFinally() throws Exception {
        List<String> order = new ArrayList<>(); // ordered by the joins
        run(() -> {
            JoinHandle<Void> helper = spawn(() -> {
                try {
                    sleep(LONG).await();
                } finally {
                    order.add("helper cleaned up");
                }
            });
            try {
                yieldNow().await();
            } finally {
                helper.abort();
                try {
                    helper.await();
                } catch (TaskCancelledException e) {
                    order.add("joined");
                }
            }
        });

        assertThat(order).endsWith("joined");
        assertThat(order.size()).isBetween(1, 2); // a helper that never ran has nothing to clean up
    }

    @Test
    void failure_ofAJoinedTask_isThrownByTheJoinAlone() throws Exception {
        IOException failure = new IOException("no route");
        List<TaskFailure> reported = new ArrayList<>();
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().onFailure(reported::add).build()) {
            String told = runtime.blockOn(async(() -> {
                JoinHandle<String> handle = spawn(() -> failing(failure));
                try {
                    return handle.await();
                } catch (IOException e) {
                    return e == failure ? "the very failure" : "another";
                }
            }));

            assertThat(told).isEqualTo("the very failure");
        }
        assertThat(reported).isEmpty();
    }

    @Test
    void failure_ofATaskThatIsStartedAndForgotten_goesToTheHookAtOnce() throws Exception {
        IOException failure = new IOException("no route");
        var reported = new CompletableFuture<TaskFailure>();
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().onFailure(reported::complete).build()) {
            TaskFailure told = runtime.blockOn(async(() -> {
                spawn(
                        () -> { // no handle is kept, so the compiler detaches the task
                            yieldNow().await();
                            return failing(failure);
                        });
                return fromStage(reported).await();
            }));

            assertThat(told.failure()).isSameAs(failure);
            assertThat(told.task()).contains("ProgramsTest.java");
        }
    }

    private static String failing(IOException failure) throws IOException {
        throw failure;
    }

    @Test
    void spawnBlocking_thatFails_throwsTheVeryFailureAtTheAwait() {
        IOException failure = new IOException("disk full");

        assertThatThrownBy(() -> run(() -> spawnBlocking(() -> failing(failure)).await()))
                .isSameAs(failure);
    }

    // ---------------------------------------------------------------- time

    @Test
    void select_withATimeLimit_dropsTheLoser() throws Exception {
        AtomicInteger cleanedUp = new AtomicInteger();
        String winner = run(() -> {
            Future<String> slow = async(() -> {
                try {
                    sleep(LONG).await();
                    return "slow";
                } finally {
                    cleanedUp.incrementAndGet();
                }
            });
            return select(when(slow, value -> value), when(sleep(SHORT), none -> "too late"))
                    .await();
        });

        assertThat(winner).isEqualTo("too late");
        assertThat(cleanedUp).hasValue(1);
    }

    @Test
    void interval_inALoop_ticks() throws Exception {
        int ticks = run(() -> {
            var heartbeat = interval(Duration.ofMillis(1));
            int count = 0;
            while (count < 5) {
                heartbeat.tick().await();
                count++;
            }
            return count;
        });

        assertThat(ticks).isEqualTo(5);
    }

    @Test
    void timeout_aroundARead_losesNothingForTheNextRead() throws Exception {
        String received = run(() -> {
            var listener = TcpListener.bind("127.0.0.1:0").await();
            var pair = join(TcpStream.connect(listener.localAddress()), listener.accept())
                    .await();
            try (var client = pair.first();
                    var server = pair.second()) {
                ByteBuffer buffer = ByteBuffer.allocate(16);
                try {
                    timeout(SHORT, server.read(buffer)).await();
                    return "read what nobody sent";
                } catch (TimeoutException e) {
                    client.writeAll("hello").await();
                }
                timeout(LONG, server.read(buffer)).await();
                return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
            }
        });

        assertThat(received).isEqualTo("hello");
    }

    // ---------------------------------------------------------------- other people's futures

    @Test
    void stage_completedByAThreadOfItsOwn_isAwaited() throws Exception {
        String body = run(() -> {
            var request = CompletableFuture.supplyAsync(() -> "200 OK").thenApply(status -> status + ", a joke");
            return timeout(LONG, fromStage(request)).await();
        });

        assertThat(body).isEqualTo("200 OK, a joke");
    }

    @Test
    void stage_givenUpByATimeout_isCancelled() {
        CompletableFuture<String> request = new CompletableFuture<>();

        assertThatThrownBy(() -> run(() -> timeout(SHORT, fromStage(request)).await()))
                .isInstanceOf(TimeoutException.class);
        assertThat(request).isCancelled();
    }

    // ---------------------------------------------------------------- many

    @Test
    void shutdown_whileAThousandTasksSleep_runsEveryFinally() throws Exception {
        int count = 1000;
        AtomicInteger cleanedUp = new AtomicInteger();
        CountDownLatch asleep = new CountDownLatch(count);
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
        for (int i = 0; i < count; i++) {
            runtime.spawn(() -> {
                try {
                    asleep.countDown();
                    sleep(LONG).await();
                } finally {
                    cleanedUp.incrementAndGet();
                }
            });
        }
        asleep.await();

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(report.isComplete()).isTrue();
        assertThat(cleanedUp).hasValue(count);
    }

    @Test
    void idleConnections_byTheThousands_doNotDisturbAnActiveOne() throws Exception {
        String answer = run(() -> {
            var listener = TcpListener.bind("127.0.0.1:0").await();
            spawn(serveForEver(listener));
            List<TcpStream> idle = new ArrayList<>();
            for (int i = 0; i < 4000; i++) {
                idle.add(TcpStream.connect(listener.localAddress()).await());
            }
            String told = null;
            for (int i = 0; i < 20; i++) {
                told = ask(listener, "the active one").await();
            }
            for (TcpStream stream : idle) {
                stream.close();
            }
            return told;
        });

        assertThat(answer).startsWith("Dear the active one");
    }

    @Test
    void blockThatNeverReturns_isAFutureOfWhateverIsWanted() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            JoinHandle<Void> loop = runtime.spawn(() -> {
                while (true) {
                    pending().await();
                }
            });
            runtime.blockOn(yieldNow());

            loop.abort();

            assertThatThrownBy(() -> runtime.blockOn(loop)).isInstanceOf(TaskCancelledException.class);
        }
    }

    // ---------------------------------------------------------------- recursion

    private static Future<Integer> countDown(int n) {
        return async(() -> n == 0 ? 0 : 1 + spawn(countDown(n - 1)).await());
    }

    @Test
    void recursion_throughTasks_isNotBoundByTheStack() throws Exception {
        assertThat(run(countDown(10_000))).isEqualTo(10_000);
    }
}
