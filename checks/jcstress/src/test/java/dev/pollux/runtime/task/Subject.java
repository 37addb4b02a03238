package dev.pollux.runtime.task;

import dev.pollux.future.Host;
import dev.pollux.future.Waker;

/** The real state word, of a task that was just spawned: queued, and with a handle. */
public class Subject extends TaskState {

    Subject() {
        super(true);
    }

    @Override
    public Waker waker() {
        return Waker.noop();
    }

    @Override
    protected Host host() {
        throw new UnsupportedOperationException("nothing is polled");
    }
}
