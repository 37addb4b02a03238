package dev.pollux.examples.crawler;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What came of a crawl. Filled while it goes on, so that it is there also when time is up. */
final class Report {

    private final List<URI> visited = new ArrayList<>();
    private final Map<String, List<URI>> failed = new TreeMap<>();
    private final AtomicInteger retries = new AtomicInteger(); // counted by the tasks of the requests
    private long length;
    private int left;

    void visited(URI uri, Page page) {
        visited.add(uri);
        length += page.length();
    }

    void failed(URI uri, Throwable failure) {
        failed.computeIfAbsent(cause(failure), cause -> new ArrayList<>()).add(uri);
    }

    void retried() {
        retries.incrementAndGet();
    }

    void timeIsUp(int pagesLeft) {
        left = pagesLeft;
    }

    private static String cause(Throwable failure) {
        if (failure instanceof StatusException) {
            return String.valueOf(failure.getMessage());
        }
        return failure instanceof TimeoutException
                ? "no answer in time"
                : failure.getClass().getSimpleName();
    }

    List<URI> visited() {
        return visited;
    }

    /** The pages that failed, by cause. */
    Map<String, List<URI>> failed() {
        return failed;
    }

    int retries() {
        return retries.get();
    }

    /** How many pages were known, and neither visited nor failed, when time was up. */
    int left() {
        return left;
    }

    boolean isComplete() {
        return failed.isEmpty() && left == 0;
    }

    /** A summary in some lines. */
    @Override
    public String toString() {
        var text = new StringBuilder(String.format(
                Locale.ROOT, "%,d pages visited, %,d characters, %,d retries%n", visited.size(), length, retries()));
        failed.forEach((cause, uris) -> text.append(
                String.format(Locale.ROOT, "%,d failed: %s, the first %s%n", uris.size(), cause, uris.get(0))));
        if (left > 0) {
            text.append(String.format(Locale.ROOT, "%,d left when time was up%n", left));
        }
        return text.toString();
    }
}
