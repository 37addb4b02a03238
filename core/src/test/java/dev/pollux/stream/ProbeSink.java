package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.internal.Sneaky;
import java.util.ArrayList;
import java.util.List;

/** A sink with limited room that a test empties and flushes by hand. */
final class ProbeSink<T> implements Sink<T> {

    final List<T> taken = new ArrayList<>();
    private int room;
    private boolean flushes;
    private Throwable failure;
    Waker waker = Waker.noop();
    int flushPolls;
    int closes;
    int aborts;
    int drops;

    private ProbeSink(int room, boolean flushes) {
        this.room = room;
        this.flushes = flushes;
    }

    static <T> ProbeSink<T> withRoom(int room) {
        return new ProbeSink<>(room, true);
    }

    static <T> ProbeSink<T> thatDoesNotFlush() {
        return new ProbeSink<>(Integer.MAX_VALUE, false);
    }

    void makeRoom(int more) {
        room += more;
        waker.wake();
    }

    void letFlush() {
        flushes = true;
        waker.wake();
    }

    void fail(Throwable planned) {
        failure = planned;
        waker.wake();
    }

    @Override
    public Poll<Void> pollReady(Context cx) {
        return answer(cx, room > 0);
    }

    @Override
    public void startSend(T value) {
        if (room <= 0) {
            throw new AssertionError("sent without room");
        }
        room--;
        taken.add(value);
    }

    @Override
    public Poll<Void> pollFlush(Context cx) {
        flushPolls++;
        return answer(cx, flushes);
    }

    @Override
    public Poll<Void> pollClose(Context cx) {
        Poll<Void> answer = answer(cx, flushes);
        closes += answer.isReady() ? 1 : 0;
        return answer;
    }

    private Poll<Void> answer(Context cx, boolean ready) {
        waker = cx.waker();
        if (failure != null) {
            throw Sneaky.<RuntimeException>rethrow(failure);
        }
        return ready ? DONE : Poll.pending();
    }

    @Override
    public void abortSend() {
        aborts++;
    }

    @Override
    public void drop() {
        drops++;
    }

    @Override
    public String toString() {
        return "probe";
    }
}
