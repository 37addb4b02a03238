package dev.pollux.stream;

import dev.pollux.future.Context;
import org.jspecify.annotations.Nullable;

/** A value on its way to a sink. */
final class HandOver<T> {

    private final Sink<T> sink;
    private @Nullable T waiting; // for room in the sink
    private boolean asked; // for that room, and was told to wait

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
            asked = true; // even if the poll throws
            if (!sink.pollReady(cx).isReady()) {
                return false;
            }
            asked = false;
            waiting = null;
            sink.startSend(sent);
        }
        return true;
    }

    void forget() {
        waiting = null;
    }

    /** Does that and gives the room back, if the sink was asked for it; returns what the sink threw, if anything. */
    @Nullable Throwable abort() {
        forget();
        try {
            if (asked) {
                asked = false;
                sink.abortSend();
            }
            return null;
        } catch (Throwable t) {
            return t;
        }
    }
}
