package dev.pollux.benchmarks.peers;

/** One run of what is measured. */
@FunctionalInterface
interface Workload {

    void run() throws Exception;

    /** A wrong result must end the process: what is fast because it left something out is not fast. */
    static void check(long result, long expected) {
        if (result != expected) {
            throw new AssertionError("the result is " + result + " instead of " + expected);
        }
    }

    /** The sum of 0 to {@code count - 1}. */
    static long sumBelow(long count) {
        return count * (count - 1) / 2;
    }
}
