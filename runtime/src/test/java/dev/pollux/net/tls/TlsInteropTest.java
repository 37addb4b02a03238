package dev.pollux.net.tls;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Tool;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against programs that know nothing of Java: openssl as the client and as the server, and curl. */
@Timeout(60)
class TlsInteropTest {

    private static Path pem;
    private static TlsConnector connector;
    private static TlsAcceptor acceptor;

    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).build();

    @BeforeAll
    static void prepare(@TempDir Path directory) throws Exception {
        Tool.require("openssl", "version");
        Tool.require("curl", "--version");
        Certificates server = Certificates.of(directory, "server");
        connector = TlsConnector.of(server.trusting(server));
        acceptor = TlsAcceptor.of(server.trusting(server));
        pem = directory.resolve("server.pem");
        Tool.run(List.of(
                "openssl",
                "pkcs12",
                "-in",
                server.file().toString(),
                "-passin",
                "pass:" + Certificates.password(),
                "-nodes",
                "-out",
                pem.toString()));
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    /** A program that talks. */
    private record Talk(Process process, BufferedReader out, OutputStream in) implements AutoCloseable {

        static Talk with(String... command) throws IOException {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new Talk(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)),
                    process.getOutputStream());
        }

        void say(String text) throws IOException {
            in.write(text.getBytes(UTF_8));
            in.flush();
        }

        /** Reads lines until one matches. */
        Matcher awaitLine(String regex) throws IOException {
            Pattern pattern = Pattern.compile(regex);
            StringBuilder said = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return matcher;
                }
                said.append(line).append('\n');
            }
            throw new IOException("no line matches " + regex + " in:\n" + said);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Future<Void> echoLines(TcpListener listener) {
        return async(() -> {
            try (TlsStream stream = acceptor.accept(listener.accept().await()).await()) {
                var lines = new AsyncBufReader(stream);
                for (var line = lines.readLine().await();
                        line != null;
                        line = lines.readLine().await()) {
                    stream.writeAll("echo " + line + "\n").await();
                }
                stream.shutdown().await();
                return null;
            }
        });
    }

    private static Talk client(TcpListener listener, String version) throws IOException {
        return Talk.with(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + listener.localAddress().getPort(),
                "-CAfile",
                pem.toString(),
                "-verify_return_error",
                "-verify_hostname",
                "localhost",
                "-brief",
                version);
    }

    // ---------------------------------------------------------------- as the server

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslClient_isAnswered(String version) throws Exception {
        runtime.blockOn(async(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
                    Talk client = client(listener, version)) {
                var server = spawn(echoLines(listener));
                spawnBlocking(() -> {
                            client.say("hello\n");
                            client.awaitLine("^echo hello$");
                            client.say("Q\n"); // quit: with a farewell
                            return null;
                        })
                        .await();
                server.await();
                return null;
            }
        }));
    }

    @Test
    void opensslClient_mayChangeItsKeys() throws Exception {
        runtime.blockOn(async(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
                    Talk client = client(listener, "-tls1_3")) {
                var server = spawn(echoLines(listener));
                spawnBlocking(() -> {
                            client.say("one\n");
                            client.awaitLine("^echo one$");
                            client.say("K\n"); // new keys, on both sides
                            client.awaitLine("KEYUPDATE");
                            client.say("two\n");
                            client.awaitLine("^echo two$");
                            client.say("Q\n");
                            return null;
                        })
                        .await();
                server.await();
                return null;
            }
        }));
    }

    @Test
    void curl_getsItsAnswer() throws Exception {
        String answer = runtime.blockOn(async(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await()) {
                var server = spawn(oneHttpAnswer(listener));
                int port = listener.localAddress().getPort();
                String said = spawnBlocking(() -> Tool.run(List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--cacert",
                                pem.toString(),
                                "--http1.1",
                                "https://127.0.0.1:" + port + "/")))
                        .await();
                server.await();
                return said;
            }
        }));

        assertThat(answer).isEqualTo("over http/1.1");
    }

    private static Future<Void> oneHttpAnswer(TcpListener listener) {
        return async(() -> {
            try (TlsStream stream =
                    acceptor.alpn("http/1.1").accept(listener.accept().await()).await()) {
                var lines = new AsyncBufReader(stream);
                for (var line = lines.readLine().await();
                        !"".equals(line);
                        line = lines.readLine().await()) {
                    assertThat(line).isNotNull();
                }
                String body = "over " + stream.applicationProtocol().orElse("nothing");
                stream.writeAll("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n"
                                + body)
                        .await();
                stream.shutdown().await();
                return null;
            }
        });
    }

    // ---------------------------------------------------------------- as the client

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslServer_answers(String version) throws Exception {
        try (Talk server =
                Talk.with("openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", pem.toString(), "-rev", version)) {
            int port = Integer.parseInt(server.awaitLine("ACCEPT .*:(\\d+)").group(1));
            String answer = runtime.blockOn(async(() -> {
                TcpStream tcp = TcpStream.connect("127.0.0.1:" + port).await();
                try (TlsStream stream = connector.connect(tcp, "localhost").await()) {
                    stream.writeAll("hello\n").await();
                    return new AsyncBufReader(stream).readLine().await();
                }
            }));

            assertThat(answer).isEqualTo("olleh");
        }
    }
}
