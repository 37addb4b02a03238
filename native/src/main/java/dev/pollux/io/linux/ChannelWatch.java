package dev.pollux.io.linux;

import dev.pollux.runtime.io.NioDriver;
import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;

/** Watches channels of the JDK by means of the JDK, on a thread that exists only if there ever was one to watch. */
final class ChannelWatch {

    private final NioDriver selector;
    private final EpollDriver driver;

    private ChannelWatch(NioDriver selector, EpollDriver driver) {
        this.selector = selector;
        this.driver = driver;
    }

    /** Starts the thread. */
    static ChannelWatch start(EpollDriver driver) throws IOException {
        try {
            ChannelWatch watch = new ChannelWatch(new NioDriver(), driver);
            Thread thread = new Thread(watch::run, "pollux-watched-channels");
            thread.setDaemon(true);
            thread.start();
            return watch;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    IoDriver.Watched watch(SelectableChannel channel) throws IOException {
        return selector.watch(channel);
    }

    private void run() {
        try (selector) { // should it break, whoever waits must know
            while (true) {
                selector.poll(-1);
                driver.wakeup(); // something may have become ready, and a poll returns when it has
            }
        } catch (DriverClosedException e) {
            // the end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() throws IOException {
        selector.close();
    }
}
