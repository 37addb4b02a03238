package dev.pollux.examples.miniredis;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.CancellationToken;
import dev.pollux.task.JoinHandle;
import dev.pollux.time.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

@Timeout(60)
class MiniRedisTest {

    private static final int MAX_CLIENTS = 20;

    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).build();
    private final CancellationToken closing = new CancellationToken();
    private MiniRedis server;
    private JoinHandle<@Nullable Void> serving;

    @BeforeEach
    void start() throws Exception {
        server = runtime.blockOn(MiniRedis.open("127.0.0.1:0", MAX_CLIENTS));
        serving = runtime.spawn(server.serve(closing));
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private int port() throws IOException {
        return server.address().getPort();
    }

    /** A client that says and hears lines. */
    private record Client(TcpStream stream, AsyncBufReader lines) implements AutoCloseable {

        Future<@Nullable Void> say(String text) {
            return stream.writeAll(text);
        }

        Future<@Nullable String> hear() {
            return lines.readLine();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private Future<Client> client() {
        return async(() -> {
            TcpStream stream = TcpStream.connect("127.0.0.1:" + port()).await();
            return new Client(stream, new AsyncBufReader(stream));
        });
    }

    private Future<String> ask(Client client, String command) {
        return async(() -> {
            client.say(command + "\r\n").await();
            return client.hear().await();
        });
    }

    // ---------------------------------------------------------------- a client of lines

    @Test
    void commandsThatComeTogether_areAnsweredInOrder() throws Exception {
        runtime.blockOn(async(() -> {
            try (Client client = client().await()) {
                client.say("incr n\r\n".repeat(10_000)).await();
                for (int i = 1; i <= 10_000; i++) {
                    assertThat(client.hear().await()).isEqualTo(":" + i);
                }
                return null;
            }
        }));
    }

    @Test
    void nonsense_isToldAndTheConnectionClosed() throws Exception {
        runtime.blockOn(async(() -> {
            try (Client client = client().await()) {
                assertThat(ask(client, "*x").await()).startsWith("-ERR Protocol error");
                assertThat(client.hear().await()).isNull();
                return null;
            }
        }));
    }

    @Test
    void wrongUse_isToldAndTheClientGoesOn() throws Exception {
        runtime.blockOn(async(() -> {
            try (Client client = client().await()) {
                assertThat(ask(client, "nosuch").await()).isEqualTo("-ERR unknown command 'nosuch'");
                assertThat(ask(client, "get").await()).startsWith("-ERR wrong number of arguments");
                assertThat(ask(client, "set k v ex").await()).isEqualTo("-ERR syntax error");
                assertThat(ask(client, "set k v ex -1").await()).startsWith("-ERR invalid expire time");
                assertThat(ask(client, "expire k 99999999999999999").await()).startsWith("-ERR invalid expire time");
                assertThat(ask(client, "set k v").await()).isEqualTo("+OK");
                assertThat(ask(client, "incr k").await()).startsWith("-ERR value is not an integer");
                assertThat(ask(client, "lpush k v").await()).startsWith("-WRONGTYPE");
                assertThat(ask(client, "ping").await()).isEqualTo("+PONG");
                return null;
            }
        }));
    }

    @Test
    void quit_isAnsweredAndCloses() throws Exception {
        runtime.blockOn(async(() -> {
            try (Client client = client().await()) {
                assertThat(ask(client, "quit").await()).isEqualTo("+OK");
                assertThat(client.hear().await()).isNull();
                return null;
            }
        }));
    }

    @Test
    void clientsBeyondTheLimit_waitUntilOneGoes() throws Exception {
        runtime.blockOn(async(() -> {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < MAX_CLIENTS; i++) {
                clients.add(client().await());
                assertThat(ask(clients.get(i), "ping").await()).isEqualTo("+PONG");
            }
            try (Client late = client().await()) {
                var answer = spawn(ask(late, "ping"));
                assertThat(ask(clients.get(0), "incr asked").await()).isEqualTo(":1");
                assertThat(answer.isFinished()).isFalse();
                clients.get(0).close();
                assertThat(answer.await()).isEqualTo("+PONG");
            }
            for (Client client : clients) {
                client.close();
            }
            return null;
        }));
    }

    @Test
    void messages_reachWhoeverSubscribed() throws Exception {
        runtime.blockOn(async(() -> {
            try (Client listener = client().await();
                    Client speaker = client().await()) {
                listener.say("subscribe news weather\r\n").await();
                hearAll(listener, "*3", "$9", "subscribe", "$4", "news", ":1").await();
                hearAll(listener, "*3", "$9", "subscribe", "$7", "weather", ":2")
                        .await();
                assertThat(ask(speaker, "publish news hello").await()).isEqualTo(":1");
                hearAll(listener, "*3", "$7", "message", "$4", "news", "$5", "hello")
                        .await();
                assertThat(ask(listener, "get k").await()).startsWith("-ERR Can't execute 'get'");
                listener.say("unsubscribe news\r\n").await();
                hearAll(listener, "*3", "$11", "unsubscribe", "$4", "news", ":1")
                        .await();
                assertThat(ask(speaker, "publish news hello").await()).isEqualTo(":0");
                return null;
            }
        }));
    }

    private static Future<Void> hearAll(Client client, String... lines) {
        return async(() -> {
            for (String line : lines) {
                assertThat(client.hear().await()).isEqualTo(line);
            }
            return null;
        });
    }

    @Test
    void closing_answersWhatCameAndEnds() throws Exception {
        runtime.blockOn(async(() -> {
            try (Client client = client().await()) {
                assertThat(ask(client, "set k v").await()).isEqualTo("+OK");
                closing.cancel();
                assertThat(client.hear().await()).isNull();
                serving.await();
                return null;
            }
        }));
    }

    // ---------------------------------------------------------------- time

    @Test
    void keysWithAnEnd_goWithoutBeingAskedFor() throws Exception {
        try (AsyncRuntime paused =
                AsyncRuntime.currentThread().startPaused(true).build()) {
            paused.blockOn(async(() -> {
                MiniRedis other = MiniRedis.open("127.0.0.1:0", 1).await();
                var serves = spawn(other.serve(new CancellationToken()));
                other.keys().set("short", "v", Moment.now().plus(Duration.ofSeconds(1)));
                other.keys().set("long", "v", Moment.now().plus(Duration.ofSeconds(3)));
                other.keys().set("forever", "v", null);
                assertThat(other.keys().timeLeft("short")).isEqualTo(1_000);
                sleep(Duration.ofSeconds(2)).await();
                assertThat(other.keys().get("short")).isNull();
                assertThat(other.keys().timeLeft("long")).isEqualTo(1_000);
                sleep(Duration.ofSeconds(2)).await();
                assertThat(other.keys().timeLeft("long")).isEqualTo(-2);
                assertThat(other.keys().size()).isEqualTo(1);
                serves.abort();
                return null;
            }));
        }
    }

    // ---------------------------------------------------------------- clients of others

    @Test
    void jedis_isServed() throws Exception {
        try (Jedis jedis = new Jedis("127.0.0.1", port())) {
            assertThat(jedis.ping()).isEqualTo("PONG");
            assertThat(jedis.set(
                            "k", "v\u00e4", SetParams.setParams().px(100_000).nx()))
                    .isEqualTo("OK");
            assertThat(jedis.set("k", "w", SetParams.setParams().nx())).isNull();
            assertThat(jedis.get("k")).isEqualTo("v\u00e4");
            assertThat(jedis.pttl("k")).isBetween(1L, 100_000L);
            assertThat(jedis.lpush("l", "a", "b", "c")).isEqualTo(3);
            assertThat(jedis.lrange("l", 0, -1)).containsExactly("c", "b", "a");
            assertThat(jedis.lrange("l", -2, 9)).containsExactly("b", "a");
            assertThat(jedis.incrBy("n", 41)).isEqualTo(41);
            assertThat(jedis.incr("n")).isEqualTo(42);
            assertThat(jedis.del("k", "l", "nothing")).isEqualTo(2);
        }
    }

    @Test
    void redisCli_isServed() throws Exception {
        assertThat(program("redis-cli", "-p", Integer.toString(port()), "set", "k", "v"))
                .isEqualTo("OK");
        assertThat(program("redis-cli", "-p", Integer.toString(port()), "get", "k"))
                .isEqualTo("v");
    }

    @Test
    void redisBenchmark_runsThrough() throws Exception {
        String port = Integer.toString(port());
        String said = program(
                "redis-benchmark",
                "-p",
                port,
                "-n",
                "2000",
                "-c",
                "10",
                "-P",
                "8",
                "-q",
                "-t",
                "ping,set,get,incr,lpush,rpush,lpop,rpop,lrange_100");

        assertThat(said).contains("SET:", "LRANGE_100").doesNotContain("rror");
        assertThat(server.keys().length("mylist")).isPositive();
    }

    /** Runs a program of the system; skips the test, saying so, where it is missing, and fails it in CI. */
    private static String program(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        Collections.addAll(all, command);
        Process process;
        try {
            process = new ProcessBuilder(all).redirectErrorStream(true).start();
        } catch (IOException e) {
            if (System.getenv("POLLUX_CI") != null) {
                fail(e);
            }
            System.out.println("skipped: " + e.getMessage());
            return abort(e.getMessage());
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.trim();
    }
}
