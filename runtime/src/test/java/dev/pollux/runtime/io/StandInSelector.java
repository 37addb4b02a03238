package dev.pollux.runtime.io;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A selector for tests: it has no keys, and none of the forms of select that the driver does not use. */
abstract class StandInSelector extends AbstractSelector {

    StandInSelector() {
        super(SelectorProvider.provider());
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Selector wakeup() {
        return this;
    }

    @Override
    protected void implCloseSelector() throws IOException {}

    @Override
    public final Set<SelectionKey> selectedKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final int selectNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final int select(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final int select() {
        throw new UnsupportedOperationException();
    }
}
