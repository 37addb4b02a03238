package dev.pollux.examples.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what went through a proxy. Any thread may count and read. */
final class Statistics {

    private final LongAdder toUpstream = new LongAdder();
    private final LongAdder toClients = new LongAdder();
    private final Map<Ending, Long> ended = new ConcurrentHashMap<>();

    void sentToUpstream(int bytes) {
        toUpstream.add(bytes);
    }

    void sentToClient(int bytes) {
        toClients.add(bytes);
    }

    void ended(Ending ending) {
        ended.merge(ending, 1L, Long::sum);
    }

    long toUpstream() {
        return toUpstream.sum();
    }

    long toClients() {
        return toClients.sum();
    }

    long count(Ending ending) {
        return ended.getOrDefault(ending, 0L);
    }

    /** One line, such as {@code 3 connections (2 finished, 1 timed out), 1,024 bytes to the upstream, 64 bytes back}. */
    @Override
    public String toString() {
        long connections = Arrays.stream(Ending.values()).mapToLong(this::count).sum();
        String each = Arrays.stream(Ending.values())
                .filter(ending -> count(ending) > 0)
                .map(ending -> count(ending) + " "
                        + ending.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", ", " (", ")"));
        return String.format(
                Locale.ROOT,
                "%,d connections%s, %,d bytes to the upstream, %,d bytes back",
                connections,
                connections == 0 ? "" : each,
                toUpstream(),
                toClients());
    }
}
