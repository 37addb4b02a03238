package dev.pollux.runtime.schedule;

/** For how many looks in a row a worker has been in the same poll. Only the monitor uses it. */
final class PollWatch {

    private long poll = -1;
    private int looks;
    private int punctualLooks;

    /** Takes a look and returns how many looks before this one saw the same poll. */
    int look(long pollNumber, boolean late) {
        if (pollNumber != poll) {
            poll = pollNumber;
            looks = 0;
            punctualLooks = 0;
            return 0;
        }
        punctualLooks += late ? 0 : 1;
        return ++looks;
    }

    /** How many of these looks came in time: what happened before the others is not known to be the poll's fault. */
    int punctualLooks() {
        return punctualLooks;
    }

    void restart() {
        poll = -1;
    }
}
