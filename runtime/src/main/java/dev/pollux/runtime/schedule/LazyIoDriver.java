package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriverFactory;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** Parks until the first socket is opened, and only then opens the driver for sockets. */
public final class LazyIoDriver implements IoDriver {

    /*
     * The change from parking to the real driver
     * ------------------------------------------
     * `real` is written once, and then the poll that may be parked is woken; the next poll goes to the real driver.
     *
     * Why no wakeup is lost: a wakeup that finds no real driver leaves its token with the parker and then looks again. A poll
     * of the real driver first reads `real` and then consumes the token. If the wakeup's second look still finds nothing, the
     * poll's read comes later, and so does its look at the token, which it finds; then it does not wait.
     */

    private final IoDriverFactory factory;
    private final ParkDriver parker = new ParkDriver();
    private final Object lock = new Object();
    private volatile @Nullable IoDriver real; // written under lock
    private boolean closed; // guarded by lock

    /**
     * Creates a driver that is not open.
     *
     * @param factory opens the real one
     */
    public LazyIoDriver(IoDriverFactory factory) {
        this.factory = factory;
    }

    @Override
    public int poll(long timeoutNanos) throws IOException {
        IoDriver driver = real;
        return driver == null ? parker.poll(timeoutNanos) : driver.poll(parker.consumeWakeup() ? 0 : timeoutNanos);
    }

    @Override
    public void wakeup() {
        if (real == null) {
            parker.wakeup();
        }
        IoDriver driver = real;
        if (driver != null) {
            driver.wakeup();
        }
    }

    @Override
    public ServerSocket openServer(ProtocolFamily family) throws IOException {
        return open().openServer(family);
    }

    @Override
    public StreamSocket openStream(ProtocolFamily family) throws IOException {
        return open().openStream(family);
    }

    @Override
    public DatagramSocket openDatagram(ProtocolFamily family) throws IOException {
        return open().openDatagram(family);
    }

    @Override
    public Watched watch(SelectableChannel channel) throws IOException {
        return open().watch(channel);
    }

    private IoDriver open() throws IOException {
        IoDriver driver = real;
        if (driver != null) {
            return driver;
        }
        synchronized (lock) { // calls the factory: nobody else waits for this lock but who needs the driver
            if (closed) {
                throw new DriverClosedException("socket", null);
            }
            driver = real;
            if (driver == null) {
                driver = factory.open();
                real = driver;
            }
        }
        parker.wakeup();
        return driver;
    }

    /**
     * Returns the driver that was opened.
     *
     * @return the real one; {@code null} as long as no socket was opened
     */
    public @Nullable IoDriver opened() {
        return real;
    }

    @Override
    public void close() throws IOException {
        IoDriver driver;
        synchronized (lock) {
            closed = true;
            driver = real;
        }
        if (driver != null) {
            driver.close();
        }
    }
}
