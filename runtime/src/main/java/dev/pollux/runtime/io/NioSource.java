package dev.pollux.runtime.io;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.WakeBatch;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** What all that this driver watches shares: the registration, the two directions, and the end. */
abstract class NioSource extends ReadySource {

    private static final int READ_OPS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    private static final int WRITE_OPS = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    final NioDriver driver;
    private final SelectableChannel channel;
    private SelectionKey key; // guarded by driver.selector

    /** The direction that is read from, or accepted from. */
    final ArmedReadiness input;

    /** The direction that is written to; a listening socket has none, and then this is {@link #input}. */
    final ArmedReadiness output;

    /**
     * Makes a channel non-blocking and registers it once and for all, watching for nothing yet.
     *
     * @param inputOps what the selector is to watch for on behalf of readers
     * @param outputOps and on behalf of writers; 0 if there are none
     * @throws IOException if the channel or the driver is closed; the channel is then closed
     */
    NioSource(NioDriver driver, SelectableChannel channel, int inputOps, int outputOps) throws IOException {
        this.driver = driver;
        this.channel = channel;
        this.input = new ArmedReadiness(this, inputOps);
        this.output = outputOps == 0 ? input : new ArmedReadiness(this, outputOps);
        try {
            channel.configureBlocking(false);
            synchronized (driver.selector) { // held until the key is known, which another selector may ask for
                key = driver.register(channel, this); // `this` escapes, but no event comes before a direction is armed
            }
        } catch (ClosedSelectorException e) {
            channel.close();
            throw NioDriver.closed(e);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    @Override
    protected final ArmedReadiness direction(Interest interest) {
        return interest == Interest.READ ? input : output;
    }

    // ---------------------------------------------------------------- the polling thread

    /** Takes in what the selector reports, and tells whether it had a right to. Runs under the selector's locks. */
    boolean onEvent(int readyOps, WakeBatch woken) {
        boolean news = (readyOps & READ_OPS) != 0 && input.onEvent(woken);
        return ((readyOps & WRITE_OPS) != 0 && output.onEvent(woken)) || news;
    }

    // ---------------------------------------------------------------- interest, for ArmedReadiness

    void interestOn(int ops) {
        boolean raised;
        synchronized (driver.selector) {
            try {
                raised = (key.interestOpsOr(ops) & ops) != ops;
            } catch (CancelledKeyException e) {
                return; // closed meanwhile: whoever closes wakes everybody
            }
        }
        if (raised) {
            driver.interestRaised();
        }
    }

    void interestOff(int ops) {
        synchronized (driver.selector) {
            try {
                if ((key.interestOpsAnd(~ops) & ops) != 0) {
                    driver.interestDropped();
                }
            } catch (CancelledKeyException e) {
                // closed meanwhile: nothing is watched any more
            }
        }
    }

    // ---------------------------------------------------------------- for NioSelector, under its monitor

    /** Goes over to another selector, and watches there for the same. */
    void moveTo(Selector other) throws IOException {
        key = channel.register(other, key.interestOps(), this);
    }

    // ---------------------------------------------------------------- anybody

    @Override
    public final void close() throws IOException {
        try {
            channel.close();
        } finally {
            Waker reader = input.close();
            Waker writer = output.close();
            driver.releaseClosed();
            WakeBatch.wake(reader);
            WakeBatch.wake(writer);
        }
    }
}
