package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import org.junit.jupiter.api.AfterEach;

/** Selectors that go mad after a while, one after the other, and threads that register, wait and close meanwhile. */
class NioRebuildThreadsTest extends DriverThreadsContract {

    private int goodWaits = 2; // so few at first that nothing ends without another selector
    private final NioDriver nio = new NioDriver(this::next, 0, report -> {});

    private Selector next() throws IOException {
        SpinningSelector next = new SpinningSelector(goodWaits);
        goodWaits = 200;
        return next;
    }

    @Override
    protected NioDriver open() {
        return nio;
    }

    @AfterEach
    void hasReplacedThem() {
        assertThat(nio.rebuilds()).isPositive();
    }
}
