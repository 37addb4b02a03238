package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.ArrayDeque;

/** A future that does at each poll what its test says, and counts. Pending once the script is at its end. */
final class Script<T> implements Future<T> {

    private final ArrayDeque<Future<T>> steps = new ArrayDeque<>();
    int polls;
    int drops;
    Waker waker = Waker.noop();
    Runnable onDrop = () -> {};

    Script<T> then(Future<T> step) {
        steps.add(step);
        return this;
    }

    Script<T> thenReady(T value) {
        return then(cx -> Poll.ready(value));
    }

    Script<T> thenPending() {
        return then(cx -> Poll.pending());
    }

    Script<T> thenPending(Runnable duringPoll) {
        return then(cx -> {
            duringPoll.run();
            return Poll.pending();
        });
    }

    Script<T> thenThrow(Exception failure) {
        return then(cx -> {
            throw failure;
        });
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        polls++;
        waker = cx.waker();
        return steps.isEmpty() ? Poll.pending() : steps.remove().poll(cx);
    }

    @Override
    public void drop() {
        drops++;
        onDrop.run();
    }

    @Override
    public String toString() {
        return "script";
    }
}
