package dev.pollux.benchmarks.peers;

import java.util.Arrays;
import java.util.List;

/** A list of numbers without a box around each, so that the one who measures makes no garbage. */
final class Ticks {

    private long[] values = new long[64];
    private int count;

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    static long[] together(List<Ticks> parts) {
        return parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.values, 0, part.count))
                .toArray();
    }
}
