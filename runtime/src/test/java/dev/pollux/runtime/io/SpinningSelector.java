package dev.pollux.runtime.io;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.Set;
import java.util.function.Consumer;

/** A selector of the JDK that works for a number of waits, and from then on returns at once and says nothing. */
final class SpinningSelector extends StandInSelector {

    private final Selector real = Selector.open();
    int goodWaits;

    /** What it does in place of waiting. */
    Consumer<Consumer<SelectionKey>> spin = action -> {};

    SpinningSelector(int goodWaits) throws IOException {
        this.goodWaits = goodWaits;
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        try {
            return channel.register(real, ops, attachment);
        } catch (ClosedChannelException e) {
            throw new AssertionError(e); // the caller holds the lock under which it was open
        }
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return select(action, 0);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeout) throws IOException {
        if (goodWaits > 0) {
            goodWaits--;
            return real.select(action, timeout);
        }
        spin.accept(action);
        return 0;
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return real.selectNow(action);
    }

    @Override
    public Selector wakeup() {
        real.wakeup();
        return this;
    }

    @Override
    public Set<SelectionKey> keys() {
        return real.keys();
    }

    @Override
    protected void implCloseSelector() throws IOException {
        real.close();
    }
}
