package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.time.Sleep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits between attempts, each time twice as long, up to a limit. */
final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private @Nullable Duration last; // null if there was none since the beginning, or the reset
    private @Nullable Sleep wait;

    Backoff(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
    }

    /** Begins to wait, and tells whether it is the first time in a row. */
    boolean begin() {
        boolean first = last == null;
        Duration next = last == null ? shortest : last.multipliedBy(2);
        last = next.compareTo(longest) < 0 ? next : longest;
        wait = Sleep.of(last);
        return first;
    }

    /** Tells whether the next attempt may be made; if not, the waker is called when it may. */
    boolean isOver(Context cx) {
        if (wait != null && wait.pollRaw(cx) == Poll.PENDING) {
            return false;
        }
        wait = null;
        return true;
    }

    /** Notes that an attempt succeeded: the next wait is a short one again. */
    void reset() {
        last = null;
    }

    void drop() {
        if (wait != null) {
            wait.drop();
        }
    }
}
