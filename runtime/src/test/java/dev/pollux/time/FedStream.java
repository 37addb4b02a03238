package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.stream.Stream;
import java.util.ArrayDeque;
import java.util.Queue;

/** A stream that a test feeds by hand. Counts polls and drops. */
final class FedStream<T> implements Stream<T> {

    private interface Answer<T> {
        T give() throws Exception;
    }

    private final Queue<Answer<T>> answers = new ArrayDeque<>();
    private Waker waker = Waker.noop();
    int polls;
    int drops;

    @SafeVarargs
    final FedStream<T> give(T... values) {
        for (T value : values) {
            answers.add(() -> value);
        }
        waker.wake();
        return this;
    }

    FedStream<T> fail(Exception failure) {
        answers.add(() -> {
            throw failure;
        });
        waker.wake();
        return this;
    }

    FedStream<T> end() {
        answers.add(() -> null);
        waker.wake();
        return this;
    }

    @Override
    public Poll<T> pollNext(Context cx) throws Exception {
        polls++;
        waker = cx.waker();
        Answer<T> answer = answers.poll();
        return answer == null ? Poll.pending() : Poll.ready(answer.give());
    }

    @Override
    public void drop() {
        drops++;
    }

    @Override
    public String toString() {
        return "feed";
    }
}
