package dev.pollux.test.guide;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;

/** A future written by hand: ready once the door was opened. */
final class Door implements Future<String> {

    private final AtomicWaker waiting = new AtomicWaker();
    private volatile boolean open;

    void open() {
        open = true;
        waiting.wake();
    }

    @Override
    public Poll<String> poll(Context cx) {
        waiting.register(cx.waker()); // before the look: an opening in between is not missed
        return open ? Poll.ready("come in") : Poll.pending();
    }
}
