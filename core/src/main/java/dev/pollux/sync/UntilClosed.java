package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits until a channel is closed. */
final class UntilClosed extends Waiter<@Nullable Void> {

    private final WaitQueue line;
    private final BooleanSupplier isClosed;
    private final Object channel;

    /**
     * Creates the future.
     *
     * @param line is served after the channel was closed
     * @param isClosed tells whether it was
     * @param channel what it is, for whoever looks
     */
    UntilClosed(WaitQueue line, BooleanSupplier isClosed, Object channel) {
        this.channel = channel;
        this.line = line;
        this.isClosed = isClosed;
    }

    @Override
    Resource wanted() {
        return new Resource(channel, "the end of");
    }

    @Override
    WaitQueue line() {
        return line;
    }

    @Override
    @Nullable Object begin(Context cx) {
        synchronized (line) {
            return isClosed.getAsBoolean() ? null : stand(cx);
        }
    }

    @Override
    @Nullable Object take(Context cx) {
        return null;
    }

    @Override
    void giveBack() {}

    @Override
    public String toString() {
        return "closed of " + channel;
    }
}
