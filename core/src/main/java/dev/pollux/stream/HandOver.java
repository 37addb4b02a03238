package dev.pollux.stream;

import dev.pollux.future.Context;
import org.jspecify.annotations.Nullable;

/** A value on its way to a sink. */
final class HandOver<T> {

    private final Sink<T> sink;
    private @Nullable T waiting; // for room in the sink

    HandOver(Sink<T> sink) {
        this.sink = sink;
    }

    /** Lets a value wait; none does now. */
    void offer(T value) {
        waiting = value;
    }

    boolean isWaiting() {
        return waiting != null;
    }

    /** Hands the value over that waits, if any; answers no if there is no room. */
    boolean advance(Context cx) throws Exception {
        T sent = waiting;
        if (sent != null) {
            if (!sink.pollReady(cx).isReady()) {
                return false;
            }
            waiting = null;
            sink.startSend(sent);
        }
        return true;
    }

    void forget() {
        waiting = null;
    }
}
