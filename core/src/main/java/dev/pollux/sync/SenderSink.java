package dev.pollux.sync;

import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import dev.pollux.stream.Sink;
import org.jspecify.annotations.Nullable;

/** A sink into a channel, which owns a sender of it. */
abstract class SenderSink<T, S extends Holding> implements Sink<T>, Holding {

    final S sender;

    SenderSink(S sender) {
        this.sender = sender;
    }

    @Override
    public final @Nullable Resource holds() {
        return sender.holds();
    }

    @Override
    public final String toString() {
        return "sink of " + sender;
    }
}
