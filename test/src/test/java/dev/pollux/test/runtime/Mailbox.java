package dev.pollux.test.runtime;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Carries messages from any thread to one task. */
final class Mailbox<T> {

    private final Queue<T> messages = new ConcurrentLinkedQueue<>();
    private final AtomicWaker reader = new AtomicWaker();
    private volatile boolean closed;

    void send(T message) {
        messages.add(message);
        reader.wake();
    }

    void close() {
        closed = true;
        reader.wake();
    }

    /** The next message; empty once the box is closed and nothing is left. */
    Future<Optional<T>> receive() {
        return Futures.pollFn(cx -> {
            reader.register(cx.waker());
            boolean last = closed; // before the look, so that nothing sent before the end is missed
            T message = messages.poll();
            return message == null && !last ? Poll.pending() : Poll.ready(Optional.ofNullable(message));
        });
    }
}
