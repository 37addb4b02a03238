package dev.pollux.benchmarks.peers;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;

/**
 * One value from one task to another, as somebody would write it who has nothing but futures and wakers. To be replaced by the library's
 * own once that exists.
 */
final class Oneshot<T> implements Future<T> {

    private final AtomicWaker receiver = new AtomicWaker();
    private volatile T value; // null: not sent; written by send, read by poll

    void send(T sent) {
        value = sent;
        receiver.wake();
    }

    @Override
    public Poll<T> poll(Context cx) {
        receiver.register(cx.waker()); // before the look: a send in between is then seen or wakes us
        T sent = value;
        return sent == null ? Poll.pending() : Poll.ready(sent);
    }

    @Override
    public void drop() {
        receiver.take();
    }
}
