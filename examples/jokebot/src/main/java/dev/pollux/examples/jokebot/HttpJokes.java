package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.fromStage;

import dev.pollux.future.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Jokes from the joke service, by the HTTP client of the JDK.
 *
 * <p>The client answers with a {@code CompletableFuture}; {@code fromStage} makes that a future of ours. The request is sent
 * when somebody awaits it, and cancelled when nobody does any more.
 */
final class HttpJokes implements Jokes, AutoCloseable {

    /** For the client's own bookkeeping. Waiting takes none of them. */
    private static final int THREADS = 2;

    private final ExecutorService executor =
            Executors.newFixedThreadPool(THREADS, job -> DaemonThread.of("jokebot-http", job));
    private final HttpClient client = HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final HttpRequest request;

    HttpJokes(URI service) {
        this.request = HttpRequest.newBuilder(service).build();
    }

    @Override
    public Future<Hand> deal() {
        return fromStage(() -> client.sendAsync(request, BodyHandlers.ofString()))
                .map(HttpJokes::hand);
    }

    private static Hand hand(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the joke service answers with status " + response.statusCode());
        }
        return Hand.parse(response.body());
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
