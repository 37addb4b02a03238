package dev.pollux.examples.jokebot;

/**
 * How a crowd fared.
 *
 * @param jokes how many were told
 * @param errors what went wrong, in questions
 * @param median how long half of the visitors waited at most, in microseconds
 * @param p99 how long 99 of 100 waited at most, in microseconds
 * @param max how long the unluckiest waited, in microseconds
 * @param firstError what went wrong first; empty if nothing did
 */
record CrowdResult(long jokes, int errors, long median, long p99, long max, String firstError) {

    private static final int FIELDS = 6;

    /** Writes one line, for the way from process to process. */
    String toLine() {
        return jokes + " " + errors + " " + median + " " + p99 + " " + max + " " + firstError.replace('\n', ' ');
    }

    static CrowdResult parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        return new CrowdResult(
                Long.parseLong(fields[0]),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                fields[5]);
    }
}
