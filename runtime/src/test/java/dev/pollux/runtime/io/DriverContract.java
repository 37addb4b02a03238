package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of every driver share. A driver's own module says how to open it. */
public abstract class DriverContract {

    IoDriver driver;

    /** Opens the driver under test. */
    protected abstract IoDriver open() throws IOException;

    @BeforeEach
    final void openDriver() throws IOException {
        driver = open();
    }

    @AfterEach
    final void closeDriver() throws IOException {
        driver.close();
    }

    /** Polls until the wakes have come, and checks that there are no more. */
    final void pollUntil(AtomicInteger wakes, int count) throws IOException {
        while (wakes.get() < count) {
            driver.poll(-1);
        }
        assertThat(wakes).hasValue(count);
    }

    final void poll() {
        try {
            driver.poll(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
