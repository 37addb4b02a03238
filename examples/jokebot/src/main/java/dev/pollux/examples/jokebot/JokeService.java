package dev.pollux.examples.jokebot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP service that the bot fetches its jokes from. It thinks about each joke for a while, about thousands at the same
 * time, and has two threads: one takes requests, the other answers them when their time has come.
 *
 * <p>Runs in a process of its own, so that what it costs is not counted as the bot's.
 */
final class JokeService implements AutoCloseable {

    static {
        // Before the server's classes read them. By default it keeps 200 idle connections, and holds small answers back
        // until
        // the one before is acknowledged.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int BACKLOG = 4096;

    private final HttpServer server;
    private final JokeBook book;
    private final ExecutorService answering =
            Executors.newSingleThreadExecutor(job -> DaemonThread.of("joke-service", job));
    private final Executor later;

    private JokeService(HttpServer server, JokeBook book, Duration thinkingTime) {
        this.server = server;
        this.book = book;
        this.later = CompletableFuture.delayedExecutor(thinkingTime.toMillis(), TimeUnit.MILLISECONDS, answering);
    }

    /**
     * Runs the service until standard input ends. Prints its address first.
     *
     * @param args the thinking time in milliseconds
     */
    public static void main(String[] args) throws IOException {
        JokeService service = start(Duration.ofMillis(Long.parseLong(args[0])));
        System.out.println(service.address());
        Child.onParentsLine(line -> {});
    }

    static JokeService start(Duration thinkingTime) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(anyPort, BACKLOG);
        JokeService service = new JokeService(server, JokeBook.read(), thinkingTime);
        server.createContext("/jokes", service::take);
        server.start();
        return service;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jokes");
    }

    private void take(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().close(); // the connection can be used again only after that
        later.execute(() -> answer(exchange));
    }

    private void answer(HttpExchange exchange) {
        byte[] jokes = book.deal(ThreadLocalRandom.current()).toText().getBytes(StandardCharsets.UTF_8);
        try {
            exchange.sendResponseHeaders(200, jokes.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(jokes);
            }
        } catch (IOException e) {
            exchange.close(); // the client has changed its mind
        }
    }

    @Override
    public void close() {
        server.stop(0);
        answering.shutdownNow();
    }
}
