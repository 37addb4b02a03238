package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.internal.Sneaky;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A stream that a test feeds by hand, and that records what is done to it. */
final class ProbeStream<T> implements Stream<T> {

    private record Failed(Throwable failure) {}

    private static final Object END = "the end";

    private final String name;
    private final List<String> log;
    private final Deque<Object> answers = new ArrayDeque<>();
    private Throwable dropFailure;
    private Runnable duringPoll = () -> {};
    private boolean ended;

    SizeHint hint = SizeHint.UNKNOWN;
    Waker waker = Waker.noop();
    int polls;
    int drops;

    private ProbeStream(String name, List<String> log) {
        this.name = name;
        this.log = log;
    }

    static <T> ProbeStream<T> create() {
        return new ProbeStream<>("probe", new ArrayList<>());
    }

    static <T> ProbeStream<T> named(String name, List<String> log) {
        return new ProbeStream<>(name, log);
    }

    @SafeVarargs
    final ProbeStream<T> give(T... values) {
        for (T value : values) {
            answers.add(value);
        }
        waker.wake();
        return this;
    }

    ProbeStream<T> fail(Throwable failure) {
        answers.add(new Failed(failure));
        waker.wake();
        return this;
    }

    ProbeStream<T> end() {
        answers.add(END);
        waker.wake();
        return this;
    }

    ProbeStream<T> failingToDrop(Throwable failure) {
        dropFailure = failure;
        return this;
    }

    ProbeStream<T> doing(Runnable duringPoll) {
        this.duringPoll = duringPoll;
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Poll<T> pollNext(Context cx) {
        if (ended) {
            throw new AssertionError(name + " was polled after its end");
        }
        polls++;
        log.add("poll " + name);
        waker = cx.waker();
        duringPoll.run();
        Object answer = answers.poll();
        if (answer instanceof Failed failed) {
            throw Sneaky.<RuntimeException>rethrow(failed.failure());
        }
        ended = answer == END;
        if (ended) {
            return Poll.ready(null);
        }
        return answer == null ? Poll.pending() : Poll.ready((T) answer);
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
    public SizeHint sizeHint() {
        return ended ? SizeHint.NONE : hint;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public String toString() {
        return name;
    }
}
