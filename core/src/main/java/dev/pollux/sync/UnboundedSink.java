package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.stream.Sink;
import org.jspecify.annotations.Nullable;

/** See {@link Mpsc.UnboundedSender#sink}. */
final class UnboundedSink<T> implements Sink<T>, Holding {

    private final Mpsc.UnboundedSender<T> sender;

    UnboundedSink(Mpsc.UnboundedSender<T> sender) {
        this.sender = sender;
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) {
        sender.requireOpen();
        sender.refuseIfClosed();
        return DONE;
    }

    @Override
    public void startSend(T message) {
        sender.send(message);
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) {
        return DONE;
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) {
        sender.close();
        return DONE;
    }

    @Override
    public void drop() {
        sender.close();
    }

    @Override
    public @Nullable Resource holds() {
        return sender.holds();
    }

    @Override
    public String toString() {
        return "sink of " + sender;
    }
}
