package dev.pollux.examples.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The whole program, and a web server. */
@Timeout(60)
class MainTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final StringWriter said = new StringWriter();
    private HttpServer server;
    private String site;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        site = "http://127.0.0.1:" + server.getAddress().getPort();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(String path, String type, String text) {
        server.createContext(path, exchange -> answer(exchange, 200, type, text));
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int execute(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(new BufferedWriter(said), true)) // as the console's
                .setErr(new PrintWriter(said, true))
                .execute(args);
    }

    private String[] summary() {
        return said.toString().lines().toArray(String[]::new);
    }

    @Test
    void site_isVisitedByItsLinks() {
        serve("/a/", "text/html", "<a href='../b'>b</a> <a href='page?x=1&amp;y=2'>p</a> <a href='//other/'>o</a>");
        serve("/a/page", "text/html", "<p>nothing");
        serve("/b", "text/plain", "<a href=/not-a-link>");
        serve("/", "text/html; charset=utf-8", "<a href=a/>a</a> <A HREF='/b#there'>b</A> <a name=c>");

        assertThat(execute(site + "/")).isZero();
        assertThat(summary()).hasSize(1);
        assertThat(summary()[0]).startsWith("4 pages visited").endsWith("0 retries");
    }

    @Test
    void failures_areRetriedAndSummedUp() {
        var asked = new AtomicInteger();
        serve("/", "text/html", "<a href=/busy>a</a> <a href=/moved>b</a> <a href=/gone>c</a>");
        serve("/new", "text/html", "<a href=/>home</a>");
        server.createContext(
                "/busy", exchange -> answer(exchange, asked.incrementAndGet() < 2 ? 503 : 200, "text/html", ""));
        server.createContext("/gone", exchange -> answer(exchange, 410, "text/html", ""));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/new");
            answer(exchange, 302, "text/html", "");
        });

        assertThat(execute(site + "/")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(summary()).hasSize(2);
        assertThat(summary()[0]).startsWith("3 pages visited").endsWith("1 retries");
        assertThat(summary()[1]).isEqualTo("1 failed: status 410, the first " + site + "/gone");
    }

    @Test
    void nobodyListens_isACause() throws IOException {
        try (var taken = new Socket()) {
            taken.bind(new InetSocketAddress(HERE, 0)); // and does not listen
            String start = "http://127.0.0.1:" + taken.getLocalPort() + "/";

            assertThat(execute(start, "--attempts=2")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
            assertThat(summary())
                    .containsExactly(
                            "0 pages visited, 0 characters, 1 retries",
                            "1 failed: ConnectException, the first " + start);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--depth=-1",
                "--at-once=0",
                "--attempts=0",
                "--timeout=0",
                "--deadline=0",
                "--deadline=soon",
                "nowhere"
            })
    void badArgument_isRefused(String argument) {
        String[] args = argument.startsWith("--") ? new String[] {site + "/", argument} : new String[] {argument};

        assertThat(execute(args)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains("Usage: crawler");
    }
}
