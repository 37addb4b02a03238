package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;

/** A channel that the program reads and writes itself. */
final class NioWatched extends NioSource implements IoDriver.Watched {

    private static final int INPUT = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    private static final int OUTPUT = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    NioWatched(NioDriver driver, SelectableChannel channel) throws IOException {
        super(driver, channel, channel.validOps() & INPUT, channel.validOps() & OUTPUT);
    }

    @Override
    public int readiness(IoDriver.Interest interest) {
        return direction(interest).read();
    }

    @Override
    public void clearReady(IoDriver.Interest interest, int seen) {
        direction(interest).clear(seen);
    }
}
