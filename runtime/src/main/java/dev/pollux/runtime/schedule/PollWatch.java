package dev.pollux.runtime.schedule;

/** For how many looks in a row a worker has been in the same poll. Only the monitor uses it. */
final class PollWatch {

    private long poll = -1;
    private int looks;
    private long since;

    /** Takes a look and returns how many looks before this one saw the same poll. */
    int look(long pollNumber, long now) {
        if (pollNumber == poll) {
            return ++looks;
        }
        poll = pollNumber;
        looks = 0;
        since = now;
        return 0;
    }

    /** When the first of these looks was taken. */
    long since() {
        return since;
    }

    void restart() {
        poll = -1;
    }
}
