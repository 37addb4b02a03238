package dev.pollux.compiler.kit;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;

/** A future that a test completes, and that knows what was done to it. */
public final class ManualFuture implements Future<Object> {

    private Poll<Object> answer = Poll.pending();
    private Exception failure;
    private Runnable onDrop = () -> {};
    private boolean dropped;
    private int polls;

    public void complete(Object value) {
        answer = Poll.ready(value);
    }

    public void fail(Exception failure) {
        this.failure = failure;
    }

    public void onDrop(Runnable action) {
        onDrop = action;
    }

    public boolean isDropped() {
        return dropped;
    }

    public int polls() {
        return polls;
    }

    @Override
    public Poll<Object> poll(Context cx) throws Exception {
        polls++;
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    @Override
    public void drop() {
        dropped = true;
        onDrop.run();
    }

    @Override
    public String toString() {
        return "ManualFuture";
    }
}
