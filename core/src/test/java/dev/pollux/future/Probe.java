package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import java.util.ArrayList;
import java.util.List;

/** A future that a test completes by hand, and that records what is done to it. */
public final class Probe<T> implements Future<T> {

    private final String name;
    private final List<String> log;
    private Poll<T> answer = Poll.pending();
    private Throwable failure;
    private Throwable dropFailure;
    private Runnable duringPoll = () -> {};
    private boolean finished;

    public Waker waker = Waker.noop();
    public int polls;
    public int drops;

    private Probe(String name, List<String> log) {
        this.name = name;
        this.log = log;
    }

    public static <T> Probe<T> create() {
        return new Probe<>("probe", new ArrayList<>());
    }

    public static <T> Probe<T> named(String name, List<String> log) {
        return new Probe<>(name, log);
    }

    public void complete(T value) {
        answer = Poll.ready(value);
        waker.wake();
    }

    public void fail(Throwable failure) {
        this.failure = failure;
        waker.wake();
    }

    public Probe<T> failingToDrop(Throwable failure) {
        dropFailure = failure;
        return this;
    }

    public Probe<T> doing(Runnable duringPoll) {
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
