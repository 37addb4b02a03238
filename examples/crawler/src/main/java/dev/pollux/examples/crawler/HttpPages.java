package dev.pollux.examples.crawler;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.spawnCompute;

import dev.pollux.future.Future;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** Pages from the web, by the HTTP client of the JDK. */
final class HttpPages implements Pages {

    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

    /**
     * The request is sent when somebody awaits this, and cancelled when nobody does any more. To look for links is work for a processor, so
     * it is kept off the threads on which all tasks take turns.
     */
    @Override
    public Future<Page> fetch(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        BodyHandler<String> body = HttpPages::htmlOnly;
        return async(() -> {
            HttpResponse<String> response =
                    fromStage(() -> client.sendAsync(request, body)).await();
            if (response.statusCode() != OK) {
                throw new StatusException(response.statusCode());
            }
            return spawnCompute(() -> page(response)).await();
        });
    }

    /** The text of a page; of anything else nothing. */
    private static BodySubscriber<String> htmlOnly(ResponseInfo info) {
        String type = info.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("text/html")
                ? BodyHandlers.ofString().apply(info)
                : BodyHandlers.replacing("").apply(info);
    }

    private static Page page(HttpResponse<String> response) {
        String text = response.body();
        List<URI> links = Jsoup.parse(text, response.uri().toString()).select("a[href]").eachAttr("abs:href").stream()
                .flatMap(HttpPages::address)
                .distinct()
                .toList();
        return new Page(text.length(), links);
    }

    /** The address without its {@code #fragment}, which is a place on the same page; nothing if it is none. */
    private static Stream<URI> address(String link) {
        try {
            int fragment = link.indexOf('#');
            return Stream.of(new URI(fragment < 0 ? link : link.substring(0, fragment)));
        } catch (URISyntaxException e) {
            return Stream.empty();
        }
    }
}
