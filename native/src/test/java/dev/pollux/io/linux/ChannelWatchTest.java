package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.Watched;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelWatchTest {

    @Test
    void close_endsTheThread_andWakesWhoeverWaits() throws Exception {
        EpollDriver driver = new EpollDriver();
        Pipe pipe = Pipe.open();
        Watched source = driver.watch(pipe.source());
        int seen = source.readiness(Interest.READ);
        assertThat(pipe.source().read(ByteBuffer.allocate(1))).isZero();
        source.clearReady(Interest.READ, seen);
        Semaphore woken = new Semaphore(0);
        assertThat(source.pollReady(Interest.READ, woken::release)).isFalse();
        Thread watching = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pollux-watched-channels"))
                .findFirst()
                .orElseThrow();

        driver.close();

        woken.acquire();
        watching.join();
        pipe.sink().close();
    }
}
