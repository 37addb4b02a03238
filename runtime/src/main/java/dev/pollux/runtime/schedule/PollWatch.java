package dev.pollux.runtime.schedule;

/** Since when a worker is in the same poll, as far as the monitor has seen. Only the monitor uses it. */
final class PollWatch {

    private long poll = -1;
    private long since;

    /** Takes a look and returns for how many nanoseconds the poll has not changed; zero if it has. */
    long look(long pollNumber, long now) {
        if (pollNumber != poll) {
            poll = pollNumber;
            since = now;
        }
        return now - since;
    }

    void restart() {
        poll = -1;
    }
}
