package dev.pollux.benchmarks;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;

/** A leaf that is pending at every other poll. One object for all awaits, like a socket that is read again and again. */
final class EveryOther extends RawFuture<Integer> {

    private boolean ready = true;

    @Override
    public Object pollRaw(Context cx) {
        ready = !ready;
        return ready ? (Object) 1 : Poll.PENDING;
    }
}
