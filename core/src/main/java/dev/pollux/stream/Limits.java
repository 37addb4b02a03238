package dev.pollux.stream;

/** Checks numbers that say how many. */
final class Limits {

    private Limits() {}

    /** Refuses what would let nothing through. */
    static int positive(int number, String name) {
        if (number <= 0) {
            throw new IllegalArgumentException(
                    name + " is " + number + " but must be positive; pass Integer.MAX_VALUE for no limit");
        }
        return number;
    }
}
