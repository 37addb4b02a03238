package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Mpsc.UnboundedSender#sink}. */
final class UnboundedSink<T> extends SenderSink<T, Mpsc.UnboundedSender<T>> {

    UnboundedSink(Mpsc.UnboundedSender<T> sender) {
        super(sender);
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
}
