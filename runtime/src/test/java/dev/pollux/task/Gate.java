package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;

/** Pending until it is opened or made to fail by hand. Counts polls and drops. */
final class Gate<T> implements Future<T> {

    private Waker waker = Waker.noop();
    private Poll<T> answer = Poll.pending();
    private Exception failure;
    int polls;
    int drops;

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        polls++;
        waker = cx.waker();
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    @Override
    public void drop() {
        drops++;
    }

    void open(T value) {
        answer = Poll.ready(value);
        waker.wake();
    }

    void fail(Exception with) {
        failure = with;
        waker.wake();
    }

    @Override
    public String toString() {
        return "gate";
    }
}
