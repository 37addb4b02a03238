package dev.pollux.runtime.spi;

import java.io.IOException;

/** Opens an {@link IoDriver}. A runtime asks for one when its first socket is opened. */
@FunctionalInterface
public interface IoDriverFactory {

    /**
     * Opens a driver.
     *
     * @return a driver of its own for the runtime, which closes it
     * @throws IOException if the operating system refuses
     */
    IoDriver open() throws IOException;
}
