package dev.pollux.examples.jokebot;

import java.util.Locale;

/**
 * What the demo has shown.
 *
 * @param users who were connected at the same time
 * @param result how they fared
 * @param workers threads that ran the bot's tasks
 * @param threads most platform threads of the bot's process at any time, the JVM's own included
 * @param heapPerUser bytes of the bot's heap
 * @param thread what a thread per user would cost
 */
record Summary(int users, CrowdResult result, long workers, int threads, long heapPerUser, ThreadCost thread) {

    private static final double MICROS_PER_MILLI = 1000;
    private static final long KIB = 1024;
    private static final double MIB = 1024.0 * 1024;

    @Override
    public String toString() {
        return """

                users connected      %s
                jokes told           %s
                errors               %s
                waited for a joke    half of them %s ms, 99 of 100 %s ms at most, the unluckiest %s ms
                worker threads       %s
                platform threads     %s at most, the JVM's own and those of the database and the HTTP client included
                heap per user        %s bytes
                a thread per user    %s
                """.formatted(
                        number(users),
                        number(result.jokes()),
                        errors(),
                        millis(result.median()),
                        millis(result.p99()),
                        millis(result.max()),
                        number(workers),
                        number(threads),
                        number(heapPerUser),
                        threadPerUser());
    }

    private String errors() {
        return result.errors() == 0 ? "0" : number(result.errors()) + ", the first one: " + result.firstError();
    }

    /** Measured on a few threads that do nothing; those that do something have touched more of their stacks. */
    private String threadPerUser() {
        String reserved = "would be %s threads, and reserve %s MiB for stacks"
                .formatted(number(users), mebibytes(thread.reserved() * users));
        return thread.resident().isEmpty()
                ? reserved
                : reserved
                        + "; %s MiB of it in memory before they do anything (%s KiB each, measured)"
                                .formatted(
                                        mebibytes(thread.resident().getAsLong() * users),
                                        number(thread.resident().getAsLong() / KIB));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.0f", micros / MICROS_PER_MILLI);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f", bytes / MIB);
    }
}
