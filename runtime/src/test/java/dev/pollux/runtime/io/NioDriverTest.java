package dev.pollux.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NioDriverTest extends ReadinessContract {

    private final NioDriver nio = new NioDriver();

    @Override
    protected NioDriver open() {
        return nio;
    }

    @Test
    void clear_afterNewerEvents_hasNoEffect() throws Exception {
        AtomicInteger wakes = waitToRead();
        send("hi");
        pollUntil(wakes, 1);
        ArmedReadiness input = ((NioStreamSocket) server).input;

        int seen = input.read();
        driver.poll(-1);
        driver.poll(-1);
        input.clear(seen);

        assertThat(server.pollReady(Interest.READ, Waker.noop())).isTrue();
    }

    @Test
    void poll_withDataNobodyReads_disarmsAndArmsAgainOnceRead() throws Exception {
        AtomicInteger wakes = waitToRead();
        send("hi");
        pollUntil(wakes, 1);
        long before = nio.interestChanges();

        driver.poll(-1);
        driver.poll(-1);
        long disarmed = nio.interestChanges();
        driver.poll(0);
        String text = read();
        AtomicInteger again = waitToRead();
        long armed = nio.interestChanges();
        send("more");
        pollUntil(again, 1);

        assertThat(text).isEqualTo("hi");
        assertThat(disarmed - before).isEqualTo(1);
        assertThat(armed - disarmed).isEqualTo(1);
        assertThat(read()).isEqualTo("more");
    }
}
