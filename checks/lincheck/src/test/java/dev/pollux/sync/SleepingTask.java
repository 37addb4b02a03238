package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.function.Supplier;

/** A task that awaits one future after the other, and knows whether somebody must wake it. */
final class SleepingTask<T> {

    private Future<T> awaited;
    private volatile boolean asleep;

    /** Goes on with what it awaits, or with something new. Tells whether that is ready. */
    boolean poll(Supplier<Future<T>> next) {
        asleep = true;
        boolean ready;
        try {
            if (awaited == null) {
                awaited = next.get();
            }
            ready = awaited.poll(Context.of(() -> asleep = false)) instanceof Poll.Ready<T>;
        } catch (Exception e) { // the channel was closed
            ready = true;
        }
        if (ready) {
            awaited = null;
            asleep = false;
        }
        return ready;
    }

    void drop() {
        if (awaited != null) {
            awaited.drop();
            awaited = null;
            asleep = false;
        }
    }

    boolean isAsleep() {
        return asleep;
    }

    /** It was woken, and did not go on yet: it may have been granted what it waited for. */
    boolean isWoken() {
        return awaited != null && !asleep;
    }
}
