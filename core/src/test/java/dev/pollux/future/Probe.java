package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.ArrayList;
import java.util.List;

/** A future that a test completes by hand, and that records what is done to it. */
final class Probe<T> implements Future<T> {

    private final String name;
    private final List<String> log;
    private Poll<T> answer = Poll.pending();
    private Throwable failure;
    private Throwable dropFailure;
    private Runnable duringPoll = () -> {};
    private boolean finished;

    Waker waker = Waker.noop();
    int polls;
    int drops;

    private Probe(String name, List<String> log) {
        this.name = name;
        this.log = log;
    }

    static <T> Probe<T> create() {
        return new Probe<>("probe", new ArrayList<>());
    }

    static <T> Probe<T> named(String name, List<String> log) {
        return new Probe<>(name, log);
    }

    void complete(T value) {
        answer = Poll.ready(value);
        waker.wake();
    }

    void fail(Throwable failure) {
        this.failure = failure;
        waker.wake();
    }

    Probe<T> failingToDrop(Throwable failure) {
        dropFailure = failure;
        return this;
    }

    Probe<T> doing(Runnable duringPoll) {
        this.duringPoll = duringPoll;
        return this;
    }

    @Override
    public Poll<T> poll(Context cx) {
        if (finished) {
            throw new AssertionError(name + " was polled again");
        }
        polls++;
        log.add("poll " + name);
        waker = cx.waker();
        duringPoll.run();
        finished = failure != null || answer.isReady();
        if (failure != null) {
            throw Sneaky.<RuntimeException>rethrow(failure);
        }
        return answer;
    }

    @Override
    public void drop() {
        drops++;
        log.add("drop " + name);
        if (dropFailure != null) {
            throw Sneaky.<RuntimeException>rethrow(dropFailure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
