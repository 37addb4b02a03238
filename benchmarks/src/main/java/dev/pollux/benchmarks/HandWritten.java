package dev.pollux.benchmarks;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;

/**
 * State machines as a careful person writes them: what is alive across an await is a field, a poll from inside or after the end is
 * refused, and nothing is held after the end.
 */
abstract class HandWritten extends RawFuture<Integer> {

    private static final int DONE = -2;
    private static final int RUNNING = -1;

    private int state;
    Future<Integer> child;

    /** Goes on at the last state. */
    abstract Object step(Context cx, int at) throws Exception;

    @Override
    public final Object pollRaw(Context cx) throws Exception {
        int at = state;
        if (at < 0) {
            throw new IllegalStateException(at == DONE ? "finished" : "polled from inside its own poll");
        }
        state = RUNNING;
        Object answer;
        try {
            answer = step(cx, at);
        } catch (Throwable t) {
            finish();
            throw t;
        }
        if (answer == Poll.PENDING) {
            state = 1;
        } else {
            finish();
        }
        return answer;
    }

    private void finish() {
        state = DONE;
        child = null;
    }

    @Override
    public final void drop() {
        Future<Integer> dropped = child;
        finish();
        if (dropped != null) {
            dropped.drop();
        }
    }

    /** Adds a number to what another future yields. */
    static final class Adding extends HandWritten {
        private final int added;
        private final Source source;

        Adding(int added, Source source) {
            this.added = added;
            this.source = source;
        }

        @Override
        Object step(Context cx, int at) throws Exception {
            if (at == 0) {
                child = source.next();
            }
            Object answer = child.pollRaw(cx);
            return answer == Poll.PENDING ? answer : (Object) ((Integer) answer + added);
        }
    }

    /** Awaits a number of futures in turn. */
    static final class Summing extends HandWritten {
        private final int awaits;
        private final Source source;
        private int i;
        private int sum;

        Summing(int awaits, Source source) {
            this.awaits = awaits;
            this.source = source;
        }

        @Override
        Object step(Context cx, int at) throws Exception {
            boolean resuming = at == 1;
            for (; i < awaits; i++) {
                if (!resuming) {
                    child = source.next();
                }
                resuming = false;
                Object answer = child.pollRaw(cx);
                if (answer == Poll.PENDING) {
                    return answer;
                }
                sum += (Integer) answer;
            }
            return sum;
        }
    }

    /** Makes the future that comes next. */
    interface Source {
        Future<Integer> next();
    }
}
