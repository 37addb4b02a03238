package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets that end at the wrong moment, many times. */
@Timeout(120)
class EpollStormsTest {

    private static final int ROUNDS = 300;

    private final EpollDriver driver = new EpollDriver();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    EpollStormsTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        driver.close();
        threads.shutdown();
    }

    /** The number of a closed socket is given to the next one opened; what is sent there must not be read here. */
    @Test
    void close_besideAReader_neverLetsItReadOfAnother() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Pair pair = Pair.open(driver);
            Semaphore started = new Semaphore(0);
            Future<Integer> foreign = threads.submit(() -> readToTheEnd(pair.right(), started));
            started.acquire();

            pair.right().close();
            Pair next = Pair.open(driver);
            next.left().tryWrite(ByteBuffer.wrap(new byte[] {1, 2, 3}));

            assertThat(foreign.get()).isZero();
            next.left().close();
            next.right().close();
            next.listener().close();
            pair.left().close();
            pair.listener().close();
        }
    }

    /** Reads until the socket is closed, and returns how much that was. */
    private static int readToTheEnd(EpollStreamSocket socket, Semaphore started) throws IOException {
        ByteBuffer target = ByteBuffer.allocateDirect(64);
        started.release();
        try {
            while (true) {
                socket.input.raise(); // so that every attempt goes to the kernel
                int count = socket.tryRead(target.clear());
                if (count != 0) {
                    return count;
                }
            }
        } catch (ClosedChannelException e) {
            return 0;
        }
    }

    @Test
    void resets_areAllNoticed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Pair pair = Pair.open(driver);
            pair.right().tryRead(ByteBuffer.allocate(1));
            if (round % 2 == 0) {
                pair.left().tryWrite(ByteBuffer.allocate(3));
            }
            pair.left().setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.left().close();

            Pair.await(driver, pair.right(), Interest.READ);

            assertThatThrownBy(() -> readAll(pair.right())).hasMessage("Connection reset");
            pair.right().close();
            pair.listener().close();
        }
    }

    private void readAll(EpollStreamSocket socket) throws IOException {
        while (socket.tryRead(ByteBuffer.allocate(8)) >= 0) {
            Pair.await(driver, socket, Interest.READ);
        }
    }

    @Test
    void closeOfTheDriver_besideAPoll_endsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            EpollDriver closing = new EpollDriver();
            Pair pair = Pair.open(closing);
            Semaphore started = new Semaphore(0);
            Future<String> end = threads.submit(() -> {
                started.release();
                try {
                    while (true) {
                        closing.poll(-1);
                    }
                } catch (DriverClosedException e) {
                    return e.getMessage();
                }
            });
            started.acquire();

            closing.close();

            assertThat(end.get()).contains("shut down");
            assertThat(pair.left().descriptor.enter()).isFalse();
        }
    }

    @Test
    void wakeup_besideAPoll_alwaysEndsIt() throws Exception {
        Semaphore polled = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        Future<?> poller = threads.submit(() -> {
            for (int round = 0; round < 10 * ROUNDS; round++) {
                go.acquire();
                driver.poll(-1);
                polled.release();
            }
            return null;
        });
        for (int round = 0; round < 10 * ROUNDS; round++) {
            go.release();
            driver.wakeup();
            polled.acquire();
        }
        poller.get();
    }
}
